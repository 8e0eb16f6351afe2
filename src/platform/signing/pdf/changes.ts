import { openPdf, type PdfFile } from './file.ts';
import { isDictionary, nameIn, type PdfDictionary, PdfReference, type PdfValue, write } from './value.ts';

/** What came after a state of a file. */
export type Later = 'nothing' | 'signatures' | 'marks' | 'content';

const worse = (one: Later, other: Later): Later => {
  const order: Later[] = ['nothing', 'signatures', 'marks', 'content'];
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? 'content';
};

const same = (one: PdfValue | undefined, other: PdfValue | undefined) => write(one ?? null) === write(other ?? null);

/** Equal but for some entries. */
function sameBut(one: PdfDictionary, other: PdfDictionary, but: readonly string[]): boolean {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].every(key => but.includes(key) || same(one.get(key), other.get(key)));
}

const listIn = (file: PdfFile, value: PdfValue | undefined): PdfValue[] => {
  const list = file.follow(value);
  return Array.isArray(list) ? list : [];
};

/**
 * Says what later savings did to a file after a signature. Allowed is only what signing does: new signature fields in the form
 * and on a page, and collections of certificates beside them; after the last signature, these alone. Whatever else differs is a change of content, whether it shows
 * or not: nobody has to guess what a viewer makes of it.
 */
export function changesAfter(before: PdfFile, after: PdfFile, isLast: boolean): Later {
  if (before.bytes.length === after.bytes.length) return 'nothing';
  // Something stands behind the file, and no saving put it there.
  if (before.tableAt === after.tableAt) return 'content';
  if (!['Root', 'Info'].every(key => same(before.trailer.get(key), after.trailer.get(key)))) return 'content';
  const compared = new Comparison(before, after, isLast);
  let found: Later = 'signatures';
  for (const [number, place] of before.places) {
    const now = after.places.get(number);
    if (now !== undefined && JSON.stringify(now) === JSON.stringify(place)) continue;
    if (place === 'free') continue;
    if (now === undefined || now === 'free') return 'content';
    found = worse(found, compared.object(number));
    if (found === 'content') return found;
  }
  return found;
}

class Comparison {
  private readonly before: PdfFile;
  private readonly after: PdfFile;
  private readonly root: number;
  /** Objects that may differ, and how: the form, lists of fields and lists of what lies on a page. */
  private readonly form: number | undefined;
  private readonly fieldLists = new Set<number>();
  private readonly isLast: boolean;

  constructor(before: PdfFile, after: PdfFile, isLast: boolean) {
    this.before = before;
    this.after = after;
    this.isLast = isLast;
    const root = before.trailer.get('Root');
    this.root = root instanceof PdfReference ? root.number : -1;
    const catalog = before.follow(root);
    const form = isDictionary(catalog) ? catalog.get('AcroForm') : undefined;
    this.form = form instanceof PdfReference ? form.number : undefined;
    const formDictionary = before.follow(form);
    if (isDictionary(formDictionary)) this.rememberList(formDictionary.get('Fields'));
    for (const number of before.places.keys()) {
      const page = this.pageBefore(number);
      if (page) this.rememberList(page.get('Annots'));
    }
  }

  private rememberList(value: PdfValue | undefined): void {
    if (value instanceof PdfReference) this.fieldLists.add(value.number);
  }

  private pageBefore(number: number): PdfDictionary | undefined {
    const now = this.after.places.get(number);
    // Only where it was written anew can a page matter here, or where its list of annotations is a thing of its own.
    const value = now && now !== 'free' ? this.before.object(number) : null;
    return isDictionary(value) && nameIn(value, 'Type') === 'Page' ? value : undefined;
  }

  object(number: number): Later {
    const one = this.before.object(number);
    const other = this.after.object(number);
    if (same(one, other)) return 'signatures';
    if (this.fieldLists.has(number)) return this.lists(one, other);
    if (!isDictionary(one) || !isDictionary(other)) return 'content';
    if (number === this.root) return this.catalogs(one, other);
    if (number === this.form) return this.forms(one, other);
    if (nameIn(one, 'Type') !== 'Page') return 'content';
    return sameBut(one, other, ['Annots']) ? this.lists(one.get('Annots'), other.get('Annots')) : 'content';
  }

  private catalogs(one: PdfDictionary, other: PdfDictionary): Later {
    // DSS: certificates and lists for later checking (PAdES, EN 319 142-1, 5.4).
    if (!sameBut(one, other, ['AcroForm', 'DSS', 'Extensions'])) return 'content';
    const formBefore = this.before.follow(one.get('AcroForm'));
    const formAfter = this.after.follow(other.get('AcroForm'));
    if (formBefore === null && formAfter === null) return 'signatures';
    if (!isDictionary(formAfter)) return 'content';
    return this.forms(isDictionary(formBefore) ? formBefore : new Map(), formAfter);
  }

  private forms(one: PdfDictionary, other: PdfDictionary): Later {
    if (!sameBut(one, other, ['Fields', 'SigFlags', 'DR', 'DA'])) return 'content';
    return this.lists(one.get('Fields'), other.get('Fields'));
  }

  /** The longer list has the whole of the shorter one, in its order, and else only new signature fields. */
  private lists(one: PdfValue | undefined, other: PdfValue | undefined): Later {
    const shorter = listIn(this.before, one);
    const longer = listIn(this.after, other);
    if (!shorter.every((entry, index) => same(entry, longer[index]))) return 'content';
    // A field that came after the last signature is signed by nobody.
    if (this.isLast && longer.length > shorter.length) return 'content';
    return longer
      .slice(shorter.length)
      .reduce<Later>((found, entry) => worse(found, this.newField(entry)), 'signatures');
  }

  private newField(entry: PdfValue): Later {
    if (!(entry instanceof PdfReference) || this.before.object(entry.number) !== null) return 'content';
    const field = this.after.follow(entry);
    if (!isDictionary(field) || nameIn(field, 'FT') !== 'Sig' || field.has('Kids') || field.has('A') || field.has('AA'))
      return 'content';
    const corners = listIn(this.after, field.get('Rect'));
    const [left, bottom, right, top] = corners;
    return left === right && bottom === top ? 'signatures' : 'marks';
  }
}

/** The file as it stood when its first bytes were all of it; undefined where that was no whole PDF. */
export function stateAt(pdf: Uint8Array, length: number): PdfFile | undefined {
  try {
    return openPdf(pdf.subarray(0, length));
  } catch {
    return undefined;
  }
}
