import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { strToU8, zipSync } from 'fflate';

/** A document to be written in several formats: what a person would type, and what Word would number by itself. */
export type Piece =
  | {
      readonly is: 'line';
      readonly text: string;
      readonly mark?: string;
      readonly level?: number;
      readonly centred?: boolean;
    }
  | { readonly is: 'beside'; readonly left: readonly string[]; readonly right: readonly string[] }
  | { readonly is: 'table'; readonly widths: readonly number[]; readonly rows: readonly (readonly TableText[])[] };

/** A cell of several lines, merged over columns, or downwards ('' and `merged` where it goes on). */
export type TableText =
  | string
  | { readonly text: string; readonly columns?: number; readonly merge?: 'restart' | 'continue' };

/** '¹' in a line calls the first of these. */
export type Notes = readonly string[];

const cellOf = (cell: TableText) => (typeof cell === 'string' ? { text: cell } : cell);

/** A .txt as the seat of a department would paste it. */
export function asText(pieces: readonly Piece[], notes: Notes): Uint8Array {
  const lines = pieces.flatMap(piece => {
    if (piece.is === 'line') return [[piece.mark, piece.text].filter(Boolean).join(' '), ''];
    if (piece.is === 'table')
      return [
        ...piece.rows.map(row => `| ${row.map(cell => cellOf(cell).text.replaceAll('\n', ', ')).join(' | ')} |`),
        '',
      ];
    const rows = Math.max(piece.left.length, piece.right.length);
    return [
      ...Array.from({ length: rows }, (_, at) => `${(piece.left[at] ?? '').padEnd(50)}${piece.right[at] ?? ''}`),
      '',
    ];
  });
  return strToU8([...lines, ...notes.map((note, at) => `${'¹²³'.charAt(at)} ${note}`)].join('\n'));
}

const asXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const run = (text: string) => `<w:r><w:t xml:space="preserve">${asXml(text)}</w:t></w:r>`;
const called = (text: string) =>
  text
    .split(/([¹²³])/u)
    .map(part =>
      '¹²³'.includes(part) && part ? `<w:r><w:footnoteReference w:id="${'¹²³'.indexOf(part) + 2}"/></w:r>` : run(part),
    )
    .join('');
const paragraph = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${called(text)}</w:p>`;

/** A .docx as small as Word would still open, its numbers left to numbering.xml. */
export function asWord(pieces: readonly Piece[], notes: Notes): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const note = (text: string, at: number) => `<w:footnote w:id="${at + 2}">${paragraph(text)}</w:footnote>`;
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ),
    'word/document.xml': strToU8(
      `${head}<w:document ${names}><w:body>${pieces.map(wordPiece).join('')}</w:body></w:document>`,
    ),
    'word/numbering.xml': strToU8(`${head}<w:numbering ${names}>${numbering}</w:numbering>`),
    'word/footnotes.xml': strToU8(`${head}<w:footnotes ${names}>${notes.map(note).join('')}</w:footnotes>`),
  });
}

const levels = [
  ['upperRoman', '%1.'],
  ['decimal', '%2.'],
  ['lowerLetter', '%3)'],
  ['bullet', '-'],
  ['bullet', '+'],
];
const numbering = `<w:abstractNum w:abstractNumId="7">${levels
  .map(
    ([format, text], at) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
  )
  .join('')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`;

function wordPiece(piece: Piece): string {
  if (piece.is === 'line') {
    const list =
      piece.level === undefined ? '' : `<w:numPr><w:ilvl w:val="${piece.level}"/><w:numId w:val="3"/></w:numPr>`;
    return paragraph(piece.level === undefined && piece.mark ? `${piece.mark} ${piece.text}` : piece.text, list);
  }
  if (piece.is === 'beside')
    return `<w:tbl><w:tr>${[piece.left, piece.right].map(lines => `<w:tc>${lines.map(line => paragraph(line)).join('')}</w:tc>`).join('')}</w:tr></w:tbl>`;
  const rows = piece.rows.map(
    row =>
      `<w:tr>${row
        .map(cellOf)
        .map(cell => {
          const span = cell.columns ? `<w:gridSpan w:val="${cell.columns}"/>` : '';
          const merge = cell.merge ? `<w:vMerge w:val="${cell.merge}"/>` : '';
          return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${cell.text
            .split('\n')
            .map(line => paragraph(line))
            .join('')}</w:tc>`;
        })
        .join('')}</w:tr>`,
  );
  return `<w:tbl>${rows.join('')}</w:tbl>`;
}

/** A .pdf with page numbers, justified lines and footnotes at the foot of the page. */
export function asPdf(pieces: readonly Piece[], notes: Notes): Uint8Array {
  const fonts = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif/package.json'));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [path.join(fonts, '400Regular')] }] });
  const source = [
    '#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm), numbering: "1", number-align: top + center)',
    '#set text(font: "Noto Serif", size: 13pt, lang: "vi", hyphenate: false)',
    '#set par(justify: true)',
    // Noto has raised digits of its own; Word sets small ones high.
    '#set super(typographic: false)',
    ...pieces.map(piece => typstPiece(piece, notes)),
  ].join('\n\n');
  return compiler.pdf({ mainFileContent: source });
}

const literal = (text: string) => `#${JSON.stringify(text)}`;
const noted = (text: string, notes: Notes) =>
  text
    .split(/([¹²³])/u)
    .filter(Boolean)
    .map(part => ('¹²³'.includes(part) ? `#footnote[${literal(notes['¹²³'.indexOf(part)] ?? '')}]` : literal(part)))
    .join('');

function typstPiece(piece: Piece, notes: Notes): string {
  if (piece.is === 'line') {
    const text = noted([piece.mark, piece.text].filter(Boolean).join(' '), notes);
    return piece.centred ? `#align(center)[${text}]` : text;
  }
  if (piece.is === 'beside')
    return `#grid(columns: (1fr, 1fr), align: (left, center), ${[piece.left, piece.right].map(lines => `[${lines.map(literal).join(' #linebreak() ')}]`).join(', ')})`;
  const cells = piece.rows
    .flat()
    .map(cellOf)
    .filter(cell => cell.merge !== 'continue');
  return `#table(columns: (${piece.widths.map(width => `${width}fr`).join(', ')}), ${cells
    .map(
      cell =>
        `table.cell(colspan: ${cell.columns ?? 1})[#set par(justify: false)\n${cell.text.split('\n').map(literal).join(' #linebreak() ')}]`,
    )
    .join(', ')})`;
}
