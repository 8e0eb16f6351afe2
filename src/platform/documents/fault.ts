import type { Said } from '#platform/words.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

/** Why a document cannot be read; the words say what to do. */
export type DocumentFault = keyof typeof vi;

export class UnreadableDocument extends Error {
  override name = 'UnreadableDocument';
  readonly code: DocumentFault;
  readonly said: Said;
  constructor(code: DocumentFault) {
    super(en[code]);
    this.code = code;
    this.said = { vi: vi[code], en: en[code] };
  }
}

export const documentLimits = {
  bytes: 20 * 1024 * 1024,
  /** One part of a .docx, unpacked. */
  partBytes: 50 * 1024 * 1024,
  pages: 300,
  /** What reading a .pdf may take; 300 pages of text take a few seconds and a tenth of the memory. */
  pdfSeconds: 30,
  pdfMegabytes: 512,
  blocks: 20_000,
  /** A paragraph beyond it was not written by a person. */
  blockLetters: 20_000,
} as const;
