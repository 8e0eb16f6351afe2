import { type Child, type Element, type Instruction, isElement, type Tree } from './tree.ts';

/** Exclusive canonical XML 1.0, without comments. */
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const VALUE: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const text = (written: string) =>
  /[&<>\r]/.test(written) ? written.replaceAll(/[&<>\r]/g, letter => TEXT[letter] ?? letter) : written;
const value = (written: string) =>
  /[&<"\t\n\r]/.test(written) ? written.replaceAll(/[&<"\t\n\r]/g, letter => VALUE[letter] ?? letter) : written;

const instruction = ({ target, body }: Instruction) => `<?${target}${body ? ` ${body}` : ''}?>`;

/** By code points, as the standard asks (UTF-16 order differs beyond the first plane). */
const byCode = (one: string, other: string) =>
  one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));

/**
 * The one form of an element that does not depend on how it was written: the same content gives the same bytes.
 * @param skip elements that are left out with all they hold
 */
export function canonical(element: Element, skip: (element: Element) => boolean = () => false): string {
  const out: string[] = [];
  put(element, new Map([['', '']]), skip, out);
  return out.join('');
}

/** The same for a whole document, instructions before its root included. */
export const canonicalDocument = (tree: Tree, skip: (element: Element) => boolean): string =>
  `${tree.before.map(each => `${instruction(each)}\n`).join('')}${canonical(tree.root, skip)}`;

function put(
  element: Element,
  rendered: ReadonlyMap<string, string>,
  skip: (element: Element) => boolean,
  out: string[],
): void {
  const name = element.prefix ? `${element.prefix}:${element.local}` : element.local;
  const declared = newNames(element, rendered);
  out.push('<', name);
  for (const [prefix, uri] of declared) out.push(prefix ? ` xmlns:${prefix}="` : ' xmlns="', value(uri), '"');
  for (const each of inOrder(element.attributes))
    out.push(each.prefix ? ` ${each.prefix}:${each.local}="` : ` ${each.local}="`, value(each.value), '"');
  out.push('>');
  const below = declared.length > 0 ? new Map([...rendered, ...declared]) : rendered;
  for (const child of element.children) putChild(child, below, skip, out);
  out.push('</', name, '>');
}

/** Attributes by their namespace, then by their name; those without a namespace first. */
const inOrder = (attributes: Element['attributes']): Element['attributes'] =>
  attributes.length < 2
    ? attributes
    : [...attributes].sort((one, other) => byCode(one.uri, other.uri) || byCode(one.local, other.local));

function putChild(
  child: Child,
  rendered: ReadonlyMap<string, string>,
  skip: (element: Element) => boolean,
  out: string[],
): void {
  if (typeof child === 'string') out.push(text(child));
  else if (!isElement(child)) out.push(instruction(child));
  else if (!skip(child)) put(child, rendered, skip, out);
}

/** Prefixes used in this element's own tag that were not yet written above it, in their order. */
function newNames(element: Element, rendered: ReadonlyMap<string, string>): [string, string][] {
  const found: [string, string][] = [];
  const need = (prefix: string, uri: string) => {
    if (prefix === 'xml' || rendered.get(prefix) === uri || found.some(([known]) => known === prefix)) return;
    found.push([prefix, uri]);
  };
  need(element.prefix, element.uri);
  for (const { prefix, uri } of element.attributes) if (prefix) need(prefix, uri);
  return found.length > 1 ? found.sort(([one], [other]) => byCode(one, other)) : found;
}
