import type { vi } from './vi.ts';

export const en: typeof vi = {
  empty: 'The file is empty. Choose the document again.',
  tooLarge: 'The file is larger than 20 MB. Take pictures out of it and send it again.',
  zipBomb:
    'The file unpacks to far more than its size, so it was not opened. Open it in Word, save it as .docx and send that.',
  password: 'The file has a password. Take the password off, save it and send it again.',
  scanned: 'This PDF is a scan: it has no text to read. Send the Word file (.docx), or a PDF made from it.',
  oldWord: 'This is an old Word file (.doc or .rtf). Open it in Word, save it as .docx and send that.',
  notADocument: 'This is not a document. Send a .docx, a .pdf with text, or a .txt file.',
  unreadable: 'The file is damaged. Open it in Word, save it as .docx and send that.',
  tooLong: 'The document is too long (300 pages or 20,000 paragraphs). Divide it, or leave out annexes of figures.',
};
