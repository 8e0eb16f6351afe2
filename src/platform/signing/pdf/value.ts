/** The values of which a PDF is made (ISO 32000-1, 7.3). */
export type PdfValue = null | boolean | number | PdfName | PdfText | PdfReference | PdfValue[] | PdfDictionary;
export type PdfDictionary = Map<string, PdfValue>;

export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class PdfReference {
  readonly number: number;
  readonly generation: number;
  constructor(number: number, generation: number) {
    this.number = number;
    this.generation = generation;
  }
}

/** A string, with the place in the file where it stands (the brackets included). */
export class PdfText {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly until: number;
  constructor(bytes: Uint8Array, from = -1, until = -1) {
    this.bytes = bytes;
    this.from = from;
    this.until = until;
  }
}

export class NotPdf extends Error {
  override name = 'NotPdf';
}

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary => value instanceof Map;

export const nameIn = (dictionary: PdfDictionary, key: string): string | undefined => {
  const value = dictionary.get(key);
  return value instanceof PdfName ? value.name : undefined;
};

/** Text as people read it: UTF-16 with its mark, UTF-8 with its mark, or Latin. */
export function textOf(value: PdfValue | undefined): string | null {
  if (!(value instanceof PdfText)) return null;
  const bytes = Buffer.from(value.bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return bytes
      .subarray(2, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return bytes.toString('latin1');
}

/** People's text as a string of the file, with every Vietnamese letter. */
export function text(written: string): PdfText {
  const utf16 = Buffer.from(written.normalize('NFC'), 'utf16le').swap16();
  return new PdfText(Buffer.concat([Uint8Array.of(0xfe, 0xff), utf16]));
}

const writtenName = (name: string) =>
  `/${Buffer.from(name, 'latin1').reduce((sum, byte) => sum + (/[!-~]/.test(String.fromCharCode(byte)) && !'#()<>[]{}/%'.includes(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `#${byte.toString(16).padStart(2, '0')}`), '')}`;

/** A value as it is written into a file. Strings become hexadecimal, so that no byte of theirs can end them. */
export function write(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/\.?0+$/, '');
  if (value instanceof PdfName) return writtenName(value.name);
  if (value instanceof PdfReference) return `${value.number} ${value.generation} R`;
  if (value instanceof PdfText) return `<${Buffer.from(value.bytes).toString('hex')}>`;
  if (Array.isArray(value)) return `[${value.map(write).join(' ')}]`;
  return `<<${[...value].map(([key, part]) => `${writtenName(key)} ${write(part)}`).join('\n')}>>`;
}
