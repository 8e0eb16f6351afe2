import type { Fault } from './fault.ts';
import { guardZip } from './guard-zip.ts';
import { limits } from './limits.ts';
import { decodeText, openCsv } from './open-csv.ts';
import { openHtml, openXls } from './open-xls.ts';
import { openXlsx, stylesMatter } from './open-xlsx.ts';
import { faultOf, kindWords } from './say.ts';
import { sniff } from './sniff.ts';
import type { FileFormat, Opened, Sheet } from './workbook.ts';

const refuse = (...faults: Fault[]): Opened => ({ ok: false, faults });

/**
 * Opens what schools send: .xlsx, .xls, CSV, and tables of web pages called .xls. What it is, is read from the
 * content. Never throws on content: whatever cannot be read is a fault that says what to do.
 */
export async function openWorkbook(bytes: Uint8Array, fileName: string): Promise<Opened> {
  if (bytes.length === 0) return refuse(faultOf('emptyFile'));
  if (bytes.length > limits.fileBytes)
    return refuse(
      faultOf('tooLarge', {}, { size: Math.ceil(bytes.length / 2 ** 20), most: limits.fileBytes / 2 ** 20 }),
    );
  try {
    const sniffed = sniff(bytes);
    switch (sniffed.kind) {
      case 'other':
        return refuse(faultOf('notASpreadsheet', {}, { what: kindWords(sniffed.what) }));
      case 'password':
        return refuse(faultOf('password'));
      case 'zip':
        return await openZip(bytes, fileName);
      case 'xls':
        return opened(fileName, 'xls', openXls(bytes));
      case 'html':
        return opened(fileName, 'html', openHtml(decodeText(bytes)));
      case 'text': {
        const csv = openCsv(bytes, fileName.replace(/\.[^.]*$/, ''));
        return csv.ok
          ? opened(fileName, 'csv', [csv.sheet])
          : refuse(faultOf('csvQuote', { row: csv.row }, { row: csv.row }));
      }
    }
  } catch (error) {
    const password = error instanceof Error && /password|encrypt/i.test(error.message);
    return refuse(faultOf(password ? 'password' : 'unreadable'));
  }
}

async function openZip(bytes: Uint8Array, fileName: string): Promise<Opened> {
  const zip = await guardZip(bytes);
  if (!zip.ok) return refuse(faultOf(zip.fault));
  const within = (folder: string) => [...zip.names].some(name => name.startsWith(folder));
  if (zip.names.has('xl/workbook.bin')) return refuse(faultOf('otherSpreadsheet', {}, { what: kindWords('xlsb') }));
  if (within('word/')) return refuse(faultOf('notASpreadsheet', {}, { what: kindWords('word') }));
  if (within('ppt/')) return refuse(faultOf('notASpreadsheet', {}, { what: kindWords('powerpoint') }));
  if (!zip.names.has('[Content_Types].xml')) {
    const mime = (await zip.unpack('mimetype'))?.toString('latin1') ?? '';
    return mime.includes('opendocument.spreadsheet')
      ? refuse(faultOf('otherSpreadsheet', {}, { what: kindWords('ods') }))
      : refuse(faultOf('notASpreadsheet', {}, { what: kindWords('archive') }));
  }
  const styles = (await zip.unpack('xl/styles.xml'))?.toString('utf8') ?? '';
  return opened(fileName, 'xlsx', await openXlsx(bytes, stylesMatter(styles)));
}

function opened(fileName: string, format: FileFormat, sheets: readonly Sheet[]): Opened {
  const faults = sheets.flatMap(sheet => [
    ...(sheet.columnCount > limits.columns
      ? [faultOf('tooManyColumns', { sheet: sheet.name }, { sheet: sheet.name, most: limits.columns })]
      : []),
    ...(sheet.rowCount > limits.rows
      ? [faultOf('tooManyRows', { sheet: sheet.name }, { sheet: sheet.name, most: limits.rows })]
      : []),
    ...(sheet.longCell
      ? [
          faultOf(
            'cellTooLong',
            { sheet: sheet.name, cell: sheet.longCell },
            { sheet: sheet.name, most: limits.cellLetters },
          ),
        ]
      : []),
    ...(sheet.letters > limits.sheetLetters ? [faultOf('zipBomb', { sheet: sheet.name })] : []),
  ]);
  if (faults.length > 0) return refuse(...faults);
  if (sheets.every(sheet => sheet.rowCount === 0)) return refuse(faultOf('noSheet'));
  return { ok: true, workbook: { fileName, format, sheets } };
}
