import { UnreadableDocument } from './fault.ts';

/** An element with its children and text, prefixes kept ('w:p'). */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

const token =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!([^>]*)>|<(\/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/gu;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const deepest = 200;

/**
 * A small reader for the XML that Word writes: elements, attributes, text. A document type is refused, so that there
 * are no entities to expand but the five of XML and numbers.
 */
export function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const open: Element[] = [root];
  let at = 0;
  for (const found of xml.matchAll(token)) {
    const top = open.at(-1) ?? root;
    if (found.index > at) top.children.push(unescape(xml.slice(at, found.index)));
    at = found.index + found[0].length;
    const [, cdata, declaration, closes, name, attributes = '', empty] = found;
    if (declaration !== undefined) throw new UnreadableDocument('unreadable');
    if (cdata !== undefined) top.children.push(cdata);
    if (!name) continue;
    if (closes) {
      if (open.length < 2 || top.name !== name) throw new UnreadableDocument('unreadable');
      open.pop();
      continue;
    }
    const element: Element = {
      name,
      attributes: new Map(
        [...attributes.matchAll(attribute)].map(each => [each[1] ?? '', unescape(each[2] ?? each[3] ?? '')]),
      ),
      children: [],
    };
    top.children.push(element);
    if (!empty) open.push(element);
    if (open.length > deepest) throw new UnreadableDocument('unreadable');
  }
  if (open.length !== 1) throw new UnreadableDocument('unreadable');
  return root;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text: string) =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/giu, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

export const elements = (parent: Element, name?: string): Element[] =>
  parent.children.filter(
    (child): child is Element => typeof child !== 'string' && (name === undefined || child.name === name),
  );

export const element = (parent: Element | undefined, ...path: string[]): Element | undefined =>
  path.reduce<Element | undefined>((at, name) => (at ? elements(at, name)[0] : undefined), parent);

/** The attribute w:val of an element, as Word likes it. */
export const val = (at: Element | undefined) => at?.attributes.get('w:val');
