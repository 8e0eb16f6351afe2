/** What came up to be checked, before anyone reads it. From strangers: nothing of it is believed. */
export type FileKind = 'pdf' | 'xml';
export type FileFault = 'empty' | 'too-large' | 'neither' | 'encrypted' | 'xml-declarations';
export type LookedOver =
  | { kind: FileKind; fault?: undefined; publicId: string | undefined; ends: number[] }
  | { fault: FileFault };

/** A transcript is some hundred kilobytes; ten megabytes are room for many years' appendices. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** The XML of a transcript is about twenty kilobytes, and read as a whole tree. */
const MOST_XML_BYTES = 1024 * 1024;
/** Signatures, and what foreign programs append: more states of one file than anyone looks at. */
const MOST_STATES = 12;

const PDF_HEAD = '%PDF-';
/** As our documents carry it: in the PDF's keywords, in the root of the XML, or in the address of the QR code. */
const numberIn = /(?:rong-transcript:|<issue id=["'])([A-Za-z0-9_-]{16,40})(?![A-Za-z0-9_-])/;

/** Looks a file over: which of the two it is, which transcript it says it is, and where its earlier states end. */
export function lookOver(content: Uint8Array): LookedOver {
  if (content.length === 0) return { fault: 'empty' };
  if (content.length > MOST_FILE_BYTES) return { fault: 'too-large' };
  // One letter a byte: what we look for is ASCII, and a PDF is no text.
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
  const publicId = numberIn.exec(text)?.[1];
  if (text.slice(0, 1024).includes(PDF_HEAD)) {
    if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) return { fault: 'encrypted' };
    return { kind: 'pdf', publicId, ends: endsOfStates(text) };
  }
  if (!/^(?:\xef\xbb\xbf)?\s*</.test(text.slice(0, 200))) return { fault: 'neither' };
  if (content.length > MOST_XML_BYTES) return { fault: 'too-large' };
  // Ours declare nothing; whoever does wants a parser to fetch or to swell.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return { fault: 'xml-declarations' };
  return { kind: 'xml', publicId, ends: [content.length] };
}

/** Where the file, and each earlier state that a signature was appended to, ends; the whole first. */
function endsOfStates(text: string): number[] {
  const ends = [text.length];
  for (
    let at = text.lastIndexOf('%%EOF');
    at > 0 && ends.length < MOST_STATES;
    at = text.lastIndexOf('%%EOF', at - 1)
  ) {
    // Some programs end with a line break, some without.
    for (const rest of ['', '\n', '\r\n', '\r']) {
      const end = at + 5 + rest.length;
      if (text.startsWith(rest, at + 5) && end < text.length) ends.push(end);
    }
  }
  return ends;
}
