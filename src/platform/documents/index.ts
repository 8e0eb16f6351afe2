/**
 * Documents people send (.docx, .pdf with text, .txt) as a neutral sequence of blocks that know where they stood.
 *
 *     const read = await readDocument(bytes, 'ke-hoach.docx');
 *     if (!read.ok) return read.fault.said;   // a scan, a password, a zip bomb, damaged …
 *     read.blocks                             // for rules; textOf(read.blocks) for screens
 */
export { type Block, type BlockOrigin, type TableCell, textOf } from './block.ts';
export { type DocumentFault, documentLimits, UnreadableDocument } from './fault.ts';
export { type DocumentFormat, type DocumentRead, readDocument } from './read-document.ts';
