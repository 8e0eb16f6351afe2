import { fold, tidy } from '#platform/text/index.ts';
import { cellFaults } from '../commands/enter-marks.ts';
import type { MarkSheet, SheetRow } from '../queries/mark-sheet.ts';
import { markOf, revisionOf } from '../queries/packed-marks.ts';
import { markForm } from '../rules/columns.ts';
import { isMark, isSameMark, type MarkFault, type MarkValue, readMark } from '../rules/read-mark.ts';
import type { FileRow, MarksFile } from './read-marks-file.ts';

/** A cell of a file that would change the sheet. */
export interface MarkChange {
  address: string;
  enrolmentId: number;
  fullName: string;
  columnId: number;
  before: MarkValue;
  mark: MarkValue;
  revision: number;
}

export interface CommentChange {
  address: string;
  enrolmentId: number;
  fullName: string;
  before: string;
  value: string;
  revision: number;
}

/** A cell, or a whole row, that will not be taken, and why. */
export interface FileFault extends MarkFault {
  address: string;
  fullName: string;
  text: string;
}

export interface MarksPlan {
  marks: MarkChange[];
  comments: CommentChange[];
  faults: FileFault[];
  /** Cells that say what stands already. */
  same: number;
  /** Some marks are written as 75, which may mean 7,5: a question for the person. */
  mayBeTenths: boolean;
}

const rowFaults = {
  nobody: {
    code: 'row-unknown',
    vi: 'Không có học sinh này trong lớp: hãy xem lại mã và họ tên.',
    en: 'No such pupil in the class: look at the code and the name.',
  },
  several: {
    code: 'row-several',
    vi: 'Lớp có nhiều em cùng họ tên: hãy ghi thêm mã học sinh hoặc ngày sinh.',
    en: 'Several pupils have this name: add the code or the birth day.',
  },
  twice: {
    code: 'row-twice',
    vi: 'Học sinh này đã có ở một dòng trên: dòng này bỏ qua.',
    en: 'This pupil stands in a line above: this line is left out.',
  },
};

/** By code, else by full name, else by name and birth day. */
function findPupil(row: FileRow, rows: readonly SheetRow[]): SheetRow | keyof typeof rowFaults {
  if (row.code !== '') {
    const byCode = rows.filter(each => fold(each.pupilCode) === fold(row.code));
    if (byCode[0]) return byCode[0];
  }
  if (row.name === '') return 'nobody';
  const alike = rows.filter(each => fold(each.fullName) === fold(row.name));
  const exact = alike.filter(each => each.fullName.toLowerCase() === tidy(row.name).toLowerCase());
  const named = exact.length > 0 ? exact : alike;
  const born = named.length > 1 ? named.filter(each => each.birthDay === row.birthDay) : named;
  const [found, another] = born;
  if (found && !another) return found;
  return named.length > 1 ? 'several' : 'nobody';
}

/**
 * What a file would change, cell by cell, and what of it will not be taken. An empty cell of the file empties nothing; what is wrong stays
 * out and holds nothing else back.
 */
export function planMarks(sheet: MarkSheet, file: MarksFile, asTenths: boolean): MarksPlan {
  const plan: MarksPlan = { marks: [], comments: [], faults: [], same: 0, mayBeTenths: false };
  const taken = new Set<number>();
  for (const row of file.rows) {
    const found = findPupil(row, sheet.rows);
    const fullName = row.name || row.code;
    if (typeof found === 'string' || taken.has(found.enrolmentId)) {
      const fault = rowFaults[typeof found === 'string' ? found : 'twice'];
      if (row.cells.length > 0) plan.faults.push({ ...fault, address: String(row.row), fullName, text: '' });
      continue;
    }
    taken.add(found.enrolmentId);
    for (const cell of row.cells) planCell(sheet, found, cell, asTenths, plan);
  }
  // Who writes 7,5 somewhere does not mean 7,5 by 75: a lone 11 is a slip.
  if (hasDecimals(file)) plan.mayBeTenths = false;
  return plan;
}

const hasDecimals = (file: MarksFile): boolean =>
  file.rows.some(row => row.cells.some(cell => cell.role !== 'comment' && /^\d+[.,]\d+$/.test(cell.text)));

function planCell(
  { head }: MarkSheet,
  pupil: SheetRow,
  { address, role, text }: FileRow['cells'][number],
  asTenths: boolean,
  plan: MarksPlan,
): void {
  const { enrolmentId, fullName } = pupil;
  const at = { address, enrolmentId, fullName };
  const refuse = (fault: MarkFault) => {
    plan.faults.push({ ...fault, address, fullName, text });
  };
  const shut = pupil.isExempt ? cellFaults.exempt : pupil.leftOn ? cellFaults.left : undefined;
  if (role === 'comment') {
    const [before, value] = [pupil.comment ?? '', text.slice(0, 500)];
    if (value === before) plan.same++;
    else if (shut) refuse(shut);
    else plan.comments.push({ ...at, before, value, revision: pupil.commentRevision });
    return;
  }
  const column = head.columns.find(each => `${each.kind}.${each.number}` === role);
  if (!column) {
    refuse(cellFaults.column);
    return;
  }
  const read = readMark(text, { form: markForm(column.kind, head.kind), regime: head.regime, asTenths });
  const packed = pupil.marks[column.columnId];
  const before = markOf(packed);
  if ('fault' in read) {
    if (/^\d\d$/.test(text) && !asTenths) plan.mayBeTenths = true;
    refuse(read.fault);
    return;
  }
  if (!isMark(read.mark)) return;
  if (isSameMark(read.mark, before)) plan.same++;
  else if (column.isClosed) refuse(cellFaults.closed);
  else if (shut) refuse(shut);
  else plan.marks.push({ ...at, columnId: column.columnId, before, mark: read.mark, revision: revisionOf(packed) });
}
