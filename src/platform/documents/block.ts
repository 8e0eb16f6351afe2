/**
 * One line, paragraph or table cell of a document, whatever file it came in. `text` is NFC; the number or bullet that
 * Word draws by itself stands at its start, and a footnote's call is a superscript digit (¹), as in plain text.
 */
export interface Block {
  readonly id: string;
  readonly text: string;
  readonly origin: BlockOrigin;
  /** The layout says that this line goes on with the one before it (a full line of a .pdf or of a wrapped .txt). */
  readonly continues?: boolean;
}

export interface BlockOrigin {
  /** Counted from 1 in the order of the file: paragraphs of .docx, lines of .pdf and .txt. */
  readonly line: number;
  readonly page?: number;
  /** Where a line stands in columns beside each other (letterhead, recipients beside signature), from 0. */
  readonly column?: number;
  readonly cell?: TableCell;
  /** Text of the footnote of this number. */
  readonly footnote?: string;
}

/** Table, row and column count from 0; a merged cell is told once, with the rows and columns it covers. */
export interface TableCell {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The document's text as screens show it: offsets of places count in this string. */
export const textOf = (blocks: readonly Block[]): string => blocks.map(block => block.text).join('\n');
