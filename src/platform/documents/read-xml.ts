import { UnreadableDocument } from './fault.ts';

/** An element with its children and text, prefixes kept ('w:p'). */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

const tagName = /^\/?([\w:.-]+)/u;
/** One attribute after another from where the last one ended: text that is none ends the reading, instead of being tried letter by letter. */
const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/uy;
const deepest = 200;

function broken(): never {
  throw new UnreadableDocument('unreadable');
}

/** Where something ends that begins before `from`; each letter is looked at once, however broken the file. */
function after(xml: string, end: string, from: number): number {
  const found = xml.indexOf(end, from);
  return found < 0 ? broken() : found + end.length;
}

/** The end of a tag: its '>' outside quotation marks. */
function endOfTag(xml: string, from: number): number {
  for (let at = from; at < xml.length; at++) {
    const sign = xml[at];
    if (sign === '>') return at;
    if (sign === '<') return broken();
    if (sign === '"' || sign === "'") at = after(xml, sign, at + 1) - 1;
  }
  return broken();
}

function attributesOf(tag: string, from: number): Map<string, string> {
  const attributes = new Map<string, string>();
  attribute.lastIndex = from;
  for (let found = attribute.exec(tag); found; found = attribute.exec(tag))
    attributes.set(found[1] ?? '', decode(found[2] ?? found[3] ?? ''));
  return attributes;
}

/**
 * A small reader for the XML that Word writes: elements, attributes, text. A document type is refused, so that there
 * are no entities to expand but the five of XML and numbers.
 */
export function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const open: Element[] = [root];
  for (let at = 0; at < xml.length; ) {
    const top = open.at(-1) ?? root;
    const begins = xml.indexOf('<', at);
    if (begins !== at) top.children.push(decode(xml.slice(at, begins < 0 ? xml.length : begins)));
    if (begins < 0) break;
    if (xml.startsWith('<!--', begins)) at = after(xml, '-->', begins + 4);
    else if (xml.startsWith('<?', begins)) at = after(xml, '?>', begins + 2);
    else if (xml.startsWith('<![CDATA[', begins)) {
      at = after(xml, ']]>', begins + 9);
      top.children.push(xml.slice(begins + 9, at - 3));
    } else if (xml[begins + 1] === '!') broken();
    else {
      const ends = endOfTag(xml, begins + 1);
      readTag(xml.slice(begins + 1, ends), open);
      at = ends + 1;
    }
  }
  if (open.length !== 1) broken();
  return root;
}

/** A tag without its brackets: opens an element, closes one, or both. */
function readTag(tag: string, open: Element[]): void {
  const [whole, name] = tagName.exec(tag) ?? broken();
  const top = open.at(-1);
  if (!top || !name) broken();
  if (whole.startsWith('/')) {
    if (open.length < 2 || top.name !== name) broken();
    open.pop();
    return;
  }
  const element: Element = { name, attributes: attributesOf(tag, whole.length), children: [] };
  top.children.push(element);
  if (!tag.endsWith('/')) open.push(element);
  if (open.length > deepest) broken();
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text: string) =>
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
