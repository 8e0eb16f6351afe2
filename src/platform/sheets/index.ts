/**
 * Spreadsheets, the one engine for every import and export.
 *
 *     const read = await readFile(pupils, bytes, 'lop-6a.xlsx', { legacy, mapping });
 *     if (!read.ok) return read.faults;         // not a spreadsheet, a password, a zip bomb …
 *     read.reading.rows     // typed rows, tidied; only those without errors
 *     read.reading.faults   // every fault, with its cell and how to mend it
 *     read.reading.legacy   // old fonts: ask the person, read again with { legacy: 'tcvn3' }
 *
 *     await writeTemplate(pupils, { language: 'vi', rows })        // the same file, out again
 *     await markFaults(bytes, 'lop-6a.xlsx', faults, 'vi')         // the person's own file, faults coloured
 *     await writeTable(columns, rows, { title })                   // every other export; streamTable for long ones
 */
export type { Bilingual, Fault, Severity } from './fault.ts';
export { hasErrors } from './fault.ts';
export type { ColumnMatch, GivenMapping, Heading, Mapping } from './mapping.ts';
export { markFaults } from './mark-faults.ts';
export { matchColumns } from './match-columns.ts';
export { openWorkbook } from './open-workbook.ts';
export { findSheet, readFile } from './read-file.ts';
export { readOne } from './read-one.ts';
export { readRows } from './read-rows.ts';
export type { FileReading, Reading, ReadOptions, ReadRow } from './reading.ts';
export type { Choice, ColumnSpec, Columns, RowFault, RowOf, RowOfColumns, SheetSpec } from './spec.ts';
export { sheetSpec } from './spec.ts';
export type { Cell, CellValue, FileFormat, LegacyFinding, Opened, Sheet, Workbook } from './workbook.ts';
export { streamTable, type TableColumn, type TableKind, type TableValue, writeTable } from './write-table.ts';
export { type TemplateOptions, writeTemplate } from './write-template.ts';
