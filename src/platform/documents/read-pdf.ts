import type { Block } from './block.ts';
import { documentLimits, UnreadableDocument } from './fault.ts';
import { blocksOfPages } from './pdf-lines.ts';
import { linesOfPage, type PdfItem, type PdfPage } from './pdf-page.ts';

/** A .pdf with text, by pdfjs: text items with positions, put together as lines. */
export async function readPdf(bytes: Uint8Array): Promise<{ blocks: Block[]; setAside: string[] }> {
  // Loaded when first asked for: it is large, and most of what the system does needs no PDF.
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // A copy, because pdfjs takes the buffer for itself.
  const task = pdfjs.getDocument({
    data: Uint8Array.from(bytes),
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > documentLimits.pages) throw new UnreadableDocument('tooLong');
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const [, , width = 595, height = 842] = page.view;
      const { items } = await page.getTextContent();
      pages.push({
        number,
        width,
        height,
        lines: linesOfPage(items.filter((item): item is PdfItem & typeof item => 'str' in item)),
      });
      page.cleanup();
    }
    return blocksOfPages(pages);
  } catch (fault) {
    if (fault instanceof UnreadableDocument) throw fault;
    const name = fault instanceof Error ? fault.name : '';
    throw new UnreadableDocument(name === 'PasswordException' ? 'password' : 'unreadable');
  } finally {
    await task.destroy();
  }
}
