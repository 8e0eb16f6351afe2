import { parse } from 'csv-parse/sync';
import { tidy } from '#platform/text/index.ts';
import type { CommuneRow } from './reorganisation.ts';

/** The columns of a list of communes before and after, under their names in the file. */
export const communeColumns: Record<keyof CommuneRow, string> = {
  oldCode: 'commune_code_pre2025',
  oldName: 'commune_name_pre2025',
  districtCode: 'district_code',
  districtName: 'district_name',
  newCode: 'commune_code_post20250701',
  newName: 'commune_name_post20250701',
};

export type CommuneList =
  | { rows: CommuneRow[]; fault?: undefined }
  | {
      rows?: undefined;
      fault:
        | { kind: 'unreadable' }
        | { kind: 'column'; name: string }
        | { kind: 'empty-cell'; line: number; name: string }
        | { kind: 'no-rows' };
    };

/** Reads a list of communes from CSV text: any order of columns, extra columns left aside. */
export function readCommuneRows(text: string): CommuneList {
  let lines: Record<string, string>[];
  try {
    lines = parse(text, {
      bom: true,
      columns: heads => heads.map((head: string) => head.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
    });
  } catch {
    return { fault: { kind: 'unreadable' } };
  }
  const [first] = lines;
  if (!first) return { fault: { kind: 'no-rows' } };
  const missing = Object.values(communeColumns).find(name => !(name in first));
  if (missing) return { fault: { kind: 'column', name: missing } };
  const rows: CommuneRow[] = [];
  for (const [index, line] of lines.entries()) {
    const empty = Object.values(communeColumns).find(name => !line[name]);
    if (empty) return { fault: { kind: 'empty-cell', line: index + 2, name: empty } };
    const cell = (key: keyof CommuneRow) => tidy(line[communeColumns[key]] ?? '');
    rows.push({
      oldCode: cell('oldCode'),
      oldName: cell('oldName'),
      districtCode: cell('districtCode'),
      districtName: cell('districtName'),
      newCode: cell('newCode'),
      newName: cell('newName'),
    });
  }
  return { rows };
}
