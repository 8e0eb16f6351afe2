import { SaxesParser } from 'saxes';

/** An XML document, as far as signatures need it: no comments, entities replaced, CDATA as text. */
export interface Element {
  prefix: string;
  local: string;
  uri: string;
  attributes: { prefix: string; local: string; uri: string; value: string }[];
  /** Prefixes in force here, with what they stand for. */
  namespaces: ReadonlyMap<string, string>;
  children: Child[];
}

export interface Instruction {
  target: string;
  body: string;
}

export type Child = Element | Instruction | string;

export interface Tree {
  root: Element;
  /** Instructions before the root. After it nothing may come. */
  before: Instruction[];
}

export class NotXml extends Error {
  override name = 'NotXml';
}

const DEEPEST = 200;
const XMLNS = 'http://www.w3.org/2000/xmlns/';

export const isElement = (child: Child): child is Element => typeof child !== 'string' && 'local' in child;

/** @throws NotXml: not well-formed, a DOCTYPE (it could make one text read as another), or something after the root */
export function readTree(xml: string): Tree {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const before: Instruction[] = [];
  const open: Element[] = [];
  let root: Element | undefined;
  const put = (child: Child) => {
    const parent = open.at(-1);
    const last = parent?.children.at(-1);
    if (parent && typeof child === 'string' && typeof last === 'string')
      parent.children[parent.children.length - 1] = last + child;
    else if (parent) parent.children.push(child);
    else if (typeof child !== 'string' || root) {
      if (root || typeof child === 'string' || isElement(child)) throw new NotXml();
      before.push(child);
    }
  };
  const text = (written: string) => {
    if (open.length > 0) put(written);
    else if (/\S/.test(written)) throw new NotXml();
  };
  parser.on('error', () => {
    throw new NotXml();
  });
  parser.on('doctype', () => {
    throw new NotXml();
  });
  parser.on('opentag', tag => {
    const above = open.at(-1);
    const own = Object.entries(tag.ns);
    const element: Element = {
      prefix: tag.prefix,
      local: tag.local,
      uri: tag.uri,
      attributes: Object.values(tag.attributes).filter(each => each.uri !== XMLNS),
      namespaces: own.length > 0 || !above ? new Map([...(above?.namespaces ?? []), ...own]) : above.namespaces,
      children: [],
    };
    if (above) put(element);
    else if (root) throw new NotXml();
    else root = element;
    if (open.length > DEEPEST) throw new NotXml();
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('processinginstruction', ({ target, body }) => put({ target, body }));
  parser.on('comment', () => {
    if (root && open.length === 0) throw new NotXml();
  });
  parser.write(xml).close();
  if (!root) throw new NotXml();
  return { root, before };
}

/** The child elements of one name. */
export const childrenOf = (element: Element | undefined, uri: string, local: string): Element[] =>
  (element?.children ?? []).filter(isElement).filter(child => child.uri === uri && child.local === local);

/** All text of an element, put together. */
export const textOf = (element: Element | undefined): string =>
  (element?.children ?? [])
    .map(child => (typeof child === 'string' ? child : isElement(child) ? textOf(child) : ''))
    .join('');

/** An attribute without a prefix. */
export const attributeOf = (element: Element | undefined, name: string): string | undefined =>
  element?.attributes.find(each => each.prefix === '' && each.local === name)?.value;
