import type { PdfRequest } from '../types.ts';
import { append, type Change, nextNumber } from './append.ts';
import { openPdf, type PdfFile } from './file.ts';
import {
  isDictionary,
  NotPdf,
  nameIn,
  type PdfDictionary,
  PdfName,
  PdfReference,
  PdfText,
  type PdfValue,
  text,
  textOf,
} from './value.ts';

const LONGEST_NUMBER = 10;
const SIGNATURES_EXIST_APPEND_ONLY = 3;
/** Printed with the page, and locked. */
const PRINT_AND_LOCKED = 132;
const MOST_LEVELS = 50;

/** "D:20230530143000+07'00'": the time as it is in Vietnam. */
function pdfTime(at: Date): PdfText {
  const there = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return new PdfText(Buffer.from(`D:${there.slice(0, 19).replaceAll(/[-:T]/g, '')}+07'00'`, 'latin1'));
}

/** The first page: the invisible field has to belong to one. */
function firstPage(file: PdfFile, catalog: PdfDictionary): PdfReference {
  let at = catalog.get('Pages');
  for (let level = 0; level < MOST_LEVELS; level++) {
    const node = file.follow(at);
    if (!isDictionary(node)) break;
    if (nameIn(node, 'Type') === 'Page' && at instanceof PdfReference) return at;
    const kids = file.follow(node.get('Kids'));
    at = Array.isArray(kids) ? kids[0] : undefined;
  }
  throw new NotPdf();
}

const generationOf = (value: PdfValue | undefined) => (value instanceof PdfReference ? value.generation : 0);

/** One more entry in a list that an object holds, directly or by reference: the change to make. */
function listWith(
  file: PdfFile,
  holder: PdfReference,
  dictionary: PdfDictionary,
  key: string,
  entry: PdfReference,
): { list: Change | undefined; holder: Change } {
  const given = dictionary.get(key);
  const before = file.follow(given);
  if (before !== null && !Array.isArray(before)) throw new NotPdf();
  const longer = [...(before ?? []), entry];
  const holding = { number: holder.number, generation: holder.generation };
  if (given instanceof PdfReference) {
    const list = { number: given.number, generation: given.generation, value: longer };
    return { list, holder: { ...holding, value: dictionary } };
  }
  return { list: undefined, holder: { ...holding, value: new Map([...dictionary, [key, longer]]) } };
}

/** A field's name that the form does not have yet. */
function freeName(file: PdfFile, fields: PdfValue): string {
  const taken = new Set(
    (Array.isArray(fields) ? fields : []).map(field => {
      const dictionary = file.follow(field);
      return isDictionary(dictionary) ? textOf(dictionary.get('T')) : null;
    }),
  );
  let number = taken.size + 1;
  while (taken.has(`Signature${number}`)) number++;
  return `Signature${number}`;
}

function signatureValue(request: PdfRequest, holeBytes: number): PdfDictionary {
  const wide = '9'.repeat(LONGEST_NUMBER);
  return new Map<string, PdfValue>([
    ['Type', new PdfName('Sig')],
    ['Filter', new PdfName('Adobe.PPKLite')],
    ['SubFilter', new PdfName('ETSI.CAdES.detached')],
    // Numbers as wide as any: they are known only once everything has its place.
    ['ByteRange', [0, Number(wide), Number(wide), Number(wide)]],
    ['Contents', new PdfText(new Uint8Array(holeBytes))],
    ['M', pdfTime(request.at)],
    ['Name', text(request.name)],
    ['Reason', text(request.reason)],
    ...(request.place ? ([['Location', text(request.place)]] as const) : []),
  ]);
}

/** Appends an empty signature. Answers the file and where the hole for the signature begins. @throws NotPdf */
export function appendPlace(
  pdf: Uint8Array,
  request: PdfRequest,
  holeBytes: number,
): { bytes: Uint8Array; holeAt: number } {
  const file = openPdf(pdf);
  const root = file.trailer.get('Root');
  const catalog = file.follow(root);
  if (!(root instanceof PdfReference) || !isDictionary(catalog)) throw new NotPdf();
  const page = firstPage(file, catalog);
  const pageDictionary = file.follow(page);
  if (!isDictionary(pageDictionary)) throw new NotPdf();

  const free = nextNumber(file);
  const value = new PdfReference(free, 0);
  const field = new PdfReference(free + 1, 0);
  const givenForm = catalog.get('AcroForm');
  const form = givenForm instanceof PdfReference ? givenForm : new PdfReference(free + 2, 0);
  const formBefore = file.follow(givenForm);
  const formDictionary: PdfDictionary = isDictionary(formBefore) ? formBefore : new Map();
  const fieldName = freeName(file, file.follow(formDictionary.get('Fields')));

  const fields = listWith(
    file,
    form,
    new Map([...formDictionary, ['SigFlags', SIGNATURES_EXIST_APPEND_ONLY]]),
    'Fields',
    field,
  );
  const annotations = listWith(file, page, pageDictionary, 'Annots', field);
  const widget: PdfDictionary = new Map<string, PdfValue>([
    ['Type', new PdfName('Annot')],
    ['Subtype', new PdfName('Widget')],
    ['FT', new PdfName('Sig')],
    ['T', text(fieldName)],
    ['V', value],
    ['Rect', [0, 0, 0, 0]],
    ['F', PRINT_AND_LOCKED],
    ['P', page],
  ]);
  const changes: Change[] = [
    { number: value.number, generation: 0, value: signatureValue(request, holeBytes) },
    { number: field.number, generation: 0, value: widget },
    fields.holder,
    ...(fields.list ? [fields.list] : []),
    ...(annotations.list ? [annotations.list] : [annotations.holder]),
  ];
  if (form !== givenForm) {
    const withForm = new Map([...catalog, ['AcroForm', form] as const]);
    changes.push({ number: root.number, generation: generationOf(root), value: withForm });
  }
  return drill(append(file, changes), pdf.length, holeBytes);
}

/** Writes where the hole is into the signature itself. */
function drill(bytes: Uint8Array, after: number, holeBytes: number): { bytes: Uint8Array; holeAt: number } {
  const out = Buffer.from(bytes);
  const wide = '9'.repeat(LONGEST_NUMBER);
  const placeholder = `/ByteRange [0 ${wide} ${wide} ${wide}]`;
  const rangeAt = out.indexOf(placeholder, after, 'latin1');
  const holeAt = out.indexOf(`<${'0'.repeat(Math.min(64, 2 * holeBytes))}`, rangeAt, 'latin1');
  if (rangeAt < 0 || holeAt < 0) throw new Error('The place for the signature was not written.');
  const end = holeAt + 2 * holeBytes + 2;
  const range = `/ByteRange [0 ${holeAt} ${end} ${out.length - end}`;
  out.write(`${range.padEnd(placeholder.length - 1)}]`, rangeAt, 'latin1');
  return { bytes: out, holeAt };
}
