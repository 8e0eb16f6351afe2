import { NotPdf, type PdfDictionary, PdfName, PdfReference, PdfText, type PdfValue } from './value.ts';

const SPACES = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map(letter => letter.charCodeAt(0)));
const DEEPEST = 60;

/** Reads values out of bytes, one after another. */
export class PdfReader {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) return;
      if (byte === 0x25) while (this.at < this.bytes.length && !this.isLineEnd()) this.at++;
      else if (SPACES.has(byte)) this.at++;
      else return;
    }
  }

  private isLineEnd = () => this.bytes[this.at] === 10 || this.bytes[this.at] === 13;

  /** The next run of letters and figures, as text. */
  word(): string {
    this.skipSpace();
    const from = this.at;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined || SPACES.has(byte) || DELIMITERS.has(byte)) break;
      this.at++;
    }
    return Buffer.from(this.bytes.subarray(from, this.at)).toString('latin1');
  }

  /** @throws NotPdf where another word stands */
  expect(word: string): void {
    if (this.word() !== word) throw new NotPdf();
  }

  wholeNumber(): number {
    const word = this.word();
    if (!/^\d{1,12}$/.test(word)) throw new NotPdf();
    return Number(word);
  }

  /** @throws NotPdf */
  value(depth = 0): PdfValue {
    if (depth > DEEPEST) throw new NotPdf();
    this.skipSpace();
    const byte = this.bytes[this.at];
    const next = this.bytes[this.at + 1];
    if (byte === 0x3c && next === 0x3c) return this.dictionary(depth);
    if (byte === 0x3c) return this.hexText();
    if (byte === 0x28) return this.text();
    if (byte === 0x2f) return this.name();
    if (byte === 0x5b) return this.list(depth);
    return this.plain();
  }

  private plain(): PdfValue {
    const word = this.word();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new NotPdf();
    return /^\d{1,10}$/.test(word) ? this.maybeReference(Number(word)) : Number(word);
  }

  private maybeReference(number: number): PdfValue {
    const here = this.at;
    const generation = this.word();
    if (/^\d{1,5}$/.test(generation) && this.word() === 'R') return new PdfReference(number, Number(generation));
    this.at = here;
    return number;
  }

  private dictionary(depth: number): PdfDictionary {
    const found: PdfDictionary = new Map();
    this.at += 2;
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) {
        this.at += 2;
        return found;
      }
      const { name } = this.name();
      // Two readers may choose differently among two entries of one name.
      if (found.has(name)) throw new NotPdf();
      found.set(name, this.value(depth + 1));
    }
  }

  private list(depth: number): PdfValue[] {
    const found: PdfValue[] = [];
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === 0x5d) {
        this.at++;
        return found;
      }
      found.push(this.value(depth + 1));
    }
  }

  private name(): PdfName {
    if (this.bytes[this.at] !== 0x2f) throw new NotPdf();
    this.at++;
    const written = this.at < this.bytes.length && !SPACES.has(this.bytes[this.at] ?? 0) ? this.word() : '';
    return new PdfName(
      written.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  private hexText(): PdfText {
    const from = this.at;
    const end = this.bytes.indexOf(0x3e, from);
    if (end < 0) throw new NotPdf();
    const digits = Buffer.from(this.bytes.subarray(from + 1, end))
      .toString('latin1')
      .replaceAll(/\s/g, '');
    if (!/^[0-9a-fA-F]*$/.test(digits)) throw new NotPdf();
    this.at = end + 1;
    return new PdfText(Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'), from, end + 1);
  }

  private text(): PdfText {
    const from = this.at;
    const out: number[] = [];
    let open = 1;
    this.at++;
    while (open > 0) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new NotPdf();
      if (byte === 0x5c) this.escaped(out);
      else {
        if (byte === 0x28) open++;
        if (byte === 0x29) open--;
        if (open > 0) out.push(byte);
      }
    }
    return new PdfText(Uint8Array.from(out), from, this.at);
  }

  private escaped(out: number[]): void {
    const letter = String.fromCharCode(this.bytes[this.at++] ?? 0);
    const plain = { n: 10, r: 13, t: 9, b: 8, f: 12 }[letter];
    if (plain !== undefined) out.push(plain);
    else if (/[0-7]/.test(letter)) {
      let digits = letter;
      while (digits.length < 3 && /[0-7]/.test(String.fromCharCode(this.bytes[this.at] ?? 0)))
        digits += String.fromCharCode(this.bytes[this.at++] ?? 0);
      out.push(Number.parseInt(digits, 8) & 0xff);
    } else if (letter === '\r') {
      if (this.bytes[this.at] === 10) this.at++;
    } else if (letter !== '\n') out.push(letter.charCodeAt(0));
  }
}
