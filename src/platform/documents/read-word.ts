import { guardZip } from '#platform/sheets/guard-zip.ts';
import type { Block, TableCell } from './block.ts';
import { documentLimits, UnreadableDocument } from './fault.ts';
import { type Element, element, elements, readXml, val } from './read-xml.ts';
import { tidyLine } from './tidy-line.ts';
import { type NumberedAt, WordNumbering } from './word-numbering.ts';

/**
 * A .docx, read from its own XML: paragraphs with the numbers Word draws, tables with merged cells, footnotes after the
 * text, deleted (tracked) text left out.
 */
export async function readWord(bytes: Uint8Array): Promise<Block[]> {
  const zip = await guardZip(bytes);
  if (!zip.ok) throw new UnreadableDocument(zip.fault);
  const part = async (name: string): Promise<Element | undefined> => {
    const content = zip.names.has(name) ? await zip.unpack(name) : undefined;
    if (content && content.length > documentLimits.partBytes) throw new UnreadableDocument('zipBomb');
    return content && readXml(content.toString('utf8').replace(/^\ufeff/u, ''));
  };
  if (!zip.names.has('word/document.xml')) throw new UnreadableDocument('notADocument');
  const body = element(await part('word/document.xml'), 'w:document', 'w:body');
  if (!body) throw new UnreadableDocument('unreadable');
  const word = new WordReading(new WordNumbering(await part('word/numbering.xml')), await part('word/styles.xml'));
  word.readFlow(body);
  word.readNotes(element(await part('word/footnotes.xml'), 'w:footnotes'), 'w:footnote');
  word.readNotes(element(await part('word/endnotes.xml'), 'w:endnotes'), 'w:endnote');
  return word.blocks;
}

class WordReading {
  readonly blocks: Block[] = [];
  readonly #numbering: WordNumbering;
  readonly #styles: Map<string, Element>;
  /** Footnotes are numbered by where they are called: 'w:footnote/3' → '1'. */
  readonly #notes = new Map<string, string>();
  #line = 0;
  #table = -1;
  #page: number | undefined;

  constructor(numbering: WordNumbering, styles: Element | undefined) {
    this.#numbering = numbering;
    const all = elements(element(styles, 'w:styles') ?? { name: '', attributes: new Map(), children: [] }, 'w:style');
    this.#styles = new Map(all.map(style => [style.attributes.get('w:styleId') ?? '', style]));
  }

  readFlow(parent: Element, cell?: TableCell, footnote?: string): void {
    for (const each of elements(parent)) {
      if (each.name === 'w:p') this.#readParagraph(each, cell, footnote);
      else if (each.name === 'w:tbl' && !cell) this.#readTable(each);
      else if (each.name === 'w:tbl') for (const inner of cellsWithin(each)) this.readFlow(inner, cell, footnote);
      else if (['w:sdt', 'w:sdtContent', 'w:ins', 'w:customXml', 'w:smartTag', 'w:moveTo'].includes(each.name))
        this.readFlow(each, cell, footnote);
    }
  }

  readNotes(notes: Element | undefined, name: 'w:footnote' | 'w:endnote'): void {
    const byId = new Map((notes ? elements(notes, name) : []).map(note => [note.attributes.get('w:id') ?? '', note]));
    for (const [key, number] of this.#notes) {
      const note = key.startsWith(`${name}/`) ? byId.get(key.slice(name.length + 1)) : undefined;
      if (note) this.readFlow(note, undefined, number);
    }
  }

  #readParagraph(paragraph: Element, cell: TableCell | undefined, footnote: string | undefined): void {
    this.#line++;
    const boxes: Element[] = [];
    const text = this.#textOf(paragraph, boxes);
    const at = this.#numberedAt(element(paragraph, 'w:pPr'));
    // A paragraph without text still counts in Word only where it shows its number; nobody reads it.
    const mark = at && text.trim() ? this.#numbering.next(at) : '';
    const lines = text
      .split('\n')
      .map(line => tidyLine(line).trim())
      .filter(Boolean);
    lines.forEach((line, index) => {
      const sign =
        footnote && index === 0 && !this.blocks.some(block => block.origin.footnote === footnote)
          ? `${superscript(footnote)} `
          : '';
      this.blocks.push({
        id: `b${this.blocks.length + 1}`,
        text: index === 0 && mark ? `${mark} ${line}` : sign + line,
        origin: {
          line: this.#line,
          ...(this.#page && { page: this.#page }),
          ...(cell && { cell }),
          ...(footnote && { footnote }),
        },
      });
    });
    if (this.blocks.length > documentLimits.blocks) throw new UnreadableDocument('tooLong');
    for (const box of boxes) this.readFlow(box, cell, footnote);
  }

  #numberedAt(properties: Element | undefined): NumberedAt | undefined {
    let level = val(element(properties, 'w:numPr', 'w:ilvl'));
    let list = val(element(properties, 'w:numPr', 'w:numId'));
    let style = this.#styles.get(val(element(properties, 'w:pStyle')) ?? '');
    for (let depth = 0; style && list === undefined && depth < 20; depth++) {
      list = val(element(style, 'w:pPr', 'w:numPr', 'w:numId'));
      level ??= val(element(style, 'w:pPr', 'w:numPr', 'w:ilvl'));
      style = this.#styles.get(val(element(style, 'w:basedOn')) ?? '');
    }
    // List 0 takes the number off again.
    return list === undefined || list === '0' ? undefined : { list, level: Number(level ?? 0) };
  }

  /** The text of runs, links, insertions; '\n' for a break within the paragraph. */
  #textOf(parent: Element, boxes: Element[]): string {
    let text = '';
    for (const each of elements(parent)) {
      if (each.name === 'w:t')
        text += raised(parent, each.children.filter(child => typeof child === 'string').join(''));
      else if (each.name === 'w:tab') text += '\t';
      else if (each.name === 'w:br' || each.name === 'w:cr') {
        if (each.attributes.get('w:type') === 'page') this.#page = (this.#page ?? 1) + 1;
        text += '\n';
      } else if (each.name === 'w:noBreakHyphen') text += '-';
      else if (each.name === 'w:lastRenderedPageBreak') this.#page = (this.#page ?? 1) + 1;
      else if (each.name === 'w:footnoteReference' || each.name === 'w:endnoteReference') text += this.#call(each);
      else if (each.name === 'w:txbxContent') boxes.push(each);
      // Deleted and moved text is not there any more; the fallback repeats what the choice says.
      else if (!/^(?:w:pPr|w:rPr|w:del|w:moveFrom|w:instrText|w:delText|mc:Fallback|w:sdtPr)$/.test(each.name))
        text += this.#textOf(each, boxes);
    }
    return text;
  }

  #call(reference: Element): string {
    const key = `${reference.name === 'w:footnoteReference' ? 'w:footnote' : 'w:endnote'}/${reference.attributes.get('w:id') ?? ''}`;
    const number = this.#notes.get(key) ?? String(this.#notes.size + 1);
    this.#notes.set(key, number);
    return superscript(number);
  }

  #readTable(table: Element): void {
    const index = ++this.#table;
    const rows = elements(table, 'w:tr').map(row => gridCells(row));
    rows.forEach((cells, row) => {
      for (const { content, column, columns, merge } of cells) {
        if (merge === 'continue') continue;
        let deep = 1;
        while (rows[row + deep]?.some(below => below.column === column && below.merge === 'continue')) deep++;
        this.readFlow(content, { table: index, row, column, rows: deep, columns });
      }
    });
  }
}

function gridCells(row: Element) {
  let column = Number(val(element(row, 'w:trPr', 'w:gridBefore')) ?? 0);
  return elements(row)
    .flatMap(each => (each.name === 'w:sdt' ? elements(element(each, 'w:sdtContent') ?? each) : [each]))
    .filter(each => each.name === 'w:tc')
    .map(content => {
      const properties = element(content, 'w:tcPr');
      const columns = Math.min(Math.max(Number(val(element(properties, 'w:gridSpan')) ?? 1) || 1, 1), 100);
      const merged = element(properties, 'w:vMerge');
      const at = { content, column, columns, merge: merged ? (val(merged) ?? 'continue') : undefined };
      column += columns;
      return at;
    });
}

const cellsWithin = (table: Element) => elements(table, 'w:tr').flatMap(row => elements(row, 'w:tc'));

const signs = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (number: string) => number.replace(/\d/gu, digit => signs.charAt(Number(digit)));
/** Digits set high by hand are calls of footnotes too. */
const raised = (run: Element, text: string) =>
  val(element(run, 'w:rPr', 'w:vertAlign')) === 'superscript' && /^\d{1,2}$/.test(text.trim())
    ? superscript(text)
    : text;
