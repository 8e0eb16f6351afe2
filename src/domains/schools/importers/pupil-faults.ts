import { day } from '#platform/format.ts';
import type { RowFault } from '#platform/sheets/index.ts';
import { fault } from './plan.ts';
import type { PupilColumns } from './pupil-sheet.ts';

type Found = RowFault<PupilColumns>;
type Severity = Found['severity'];

const rowsSaid = (rows: readonly number[]) => rows.slice(0, 5).join(', ');
const numberSaid = {
  citizenNumber: { vi: 'Số định danh này', en: 'This citizen number' },
  ministryCode: { vi: 'Mã định danh này', en: 'This ministry code' },
};
type NumberColumn = keyof typeof numberSaid;

/** What an import of pupils says of rows, and how to mend them. */
export const say = {
  noSuchClass: (name: string, schoolYear: string, known: string[]): Found =>
    fault(
      'className',
      'noSuchClass',
      [`Năm học ${schoolYear} chưa có lớp “${name}”.`, `There is no class “${name}” in ${schoolYear}.`],
      [
        known.length === 0
          ? 'Nhập danh sách lớp trước.'
          : `Sửa tên lớp (${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}), hoặc lập lớp này trước.`,
        known.length === 0
          ? 'Bring in the list of classes first.'
          : `Mend the name (${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}), or make the class first.`,
      ],
    ),
  gradeNeeded: (name: string, grades: number[]): Found =>
    fault(
      'grade',
      'gradeNeeded',
      [`Lớp ${name} là lớp ghép.`, `Class ${name} is a combined class.`],
      [`Ghi khối của học sinh: ${grades.join(' hoặc ')}.`, `Write the pupil's grade: ${grades.join(' or ')}.`],
    ),
  gradeNotOfClass: (name: string, grades: number[]): Found =>
    fault(
      'grade',
      'gradeNotOfClass',
      [`Lớp ${name} dạy khối ${grades.join(', ')}.`, `Class ${name} teaches grade ${grades.join(', ')}.`],
      ['Sửa khối, hoặc chọn lớp khác.', 'Mend the grade, or choose another class.'],
    ),
  alreadyHere: (fullName: string, code: string): Found =>
    fault(
      'fullName',
      'alreadyHere',
      [`${fullName} đang học tại trường, mã ${code}.`, `${fullName} is at this school already, code ${code}.`],
      [
        'Hãy sửa hồ sơ đang có; nếu là một em khác, ghi mã học sinh của em này.',
        'Mend the record there is; if this is another pupil, write the code of this one.',
      ],
    ),
  leftBefore: (): Found =>
    fault(
      'status',
      'leftBefore',
      [
        'Học sinh đã rời trường và chưa có trong hệ thống: dòng này được bỏ qua.',
        'A pupil who left and is not recorded here: this row is passed over.',
      ],
      ['Xóa dòng này nếu không cần.', 'Take the row out if it is not needed.'],
      'warning',
    ),
  leavesTooEarly: (): Found =>
    fault(
      'status',
      'leavesTooEarly',
      [
        'Học sinh mới vào trường từ hôm nay trở đi nên chưa thể ghi rời trường.',
        'The pupil came today or later and cannot have left yet.',
      ],
      ['Kiểm tra lại trạng thái và ngày vào trường.', 'Check the status and the day the pupil came.'],
    ),
  sameNameAndBirth: (code: string): Found =>
    fault(
      'fullName',
      'sameNameAndBirth',
      [
        `Không có mã: coi là học sinh mã ${code} vì cùng họ tên và ngày sinh.`,
        `No code: taken for the pupil with code ${code}, of the same name and birth day.`,
      ],
      ['Nếu là người khác, ghi mã học sinh.', 'If it is someone else, write the pupil code.'],
      'warning',
    ),
  maybeKnown: (code: string, severity: Severity): Found =>
    fault(
      'fullName',
      'maybeKnown',
      [
        `Trường đã có học sinh cùng họ tên và ngày sinh, mã ${code}.`,
        `The school has a pupil of the same name and birth day, code ${code}.`,
      ],
      [`Nếu là một người, ghi mã ${code}.`, `If they are one person, write code ${code}.`],
      severity,
    ),
  someoneElse: (fullName: string, birthDay: string): Found =>
    fault(
      'fullName',
      'someoneElse',
      [
        `Mã này là của ${fullName}, sinh ${day(birthDay)}: cả tên và ngày sinh đều khác.`,
        `This code is that of ${fullName}, born ${day(birthDay)}: name and birth day both differ.`,
      ],
      [
        'Xem các dòng có lệch cột mã không. Nếu đúng là một người, sửa tên trước, rồi nhập lại với ngày sinh.',
        'See whether the codes have slipped by a row. If it is one person, mend the name first, then bring in the birth day.',
      ],
    ),
  matchedTwice: (rows: number[]): Found =>
    fault(
      'fullName',
      'matchedTwice',
      [`Cùng một học sinh với dòng ${rowsSaid(rows)}.`, `The same pupil as in row ${rowsSaid(rows)}.`],
      ['Giữ lại một dòng.', 'Keep one of the rows.'],
    ),
  writtenTwice: (rows: number[], severity: Severity): Found =>
    fault(
      'fullName',
      'writtenTwice',
      [
        `Cùng họ tên, ngày sinh và lớp với dòng ${rowsSaid(rows)}.`,
        `Same name, birth day and class as in row ${rowsSaid(rows)}.`,
      ],
      [
        'Nếu là một người, giữ một dòng; nếu là hai người, ghi mã học sinh cho cả hai.',
        'If it is one person, keep one row; if two, write a pupil code for each.',
      ],
      severity,
    ),
  laterYear: (schoolYear: string): Found =>
    fault(
      'className',
      'laterYear',
      [
        `Học sinh đã vào lớp của năm học ${schoolYear}: lớp của năm cũ không đổi.`,
        `The pupil already sits in a class of ${schoolYear}: the class of an earlier year stays.`,
      ],
      ['Chọn đúng năm học của tệp.', 'Choose the year that the file is of.'],
      'warning',
    ),
  heldHere: (column: NumberColumn, fullName: string, code: string): Found =>
    fault(
      column,
      'numberHeldHere',
      [
        `${numberSaid[column].vi} là của ${fullName} (mã ${code}) cùng trường.`,
        `${numberSaid[column].en} is that of ${fullName} (code ${code}) of this school.`,
      ],
      [
        'Đối chiếu giấy khai sinh hoặc thẻ căn cước, sửa dòng sai.',
        'Check the birth certificate or card, and mend the wrong one.',
      ],
    ),
  heldElsewhere: (column: NumberColumn): Found =>
    fault(
      column,
      'numberHeldElsewhere',
      [
        `${numberSaid[column].vi} là của một học sinh đang học ở trường khác.`,
        `${numberSaid[column].en} is that of a pupil whom another school has.`,
      ],
      [
        'Nếu học sinh chuyển đến, đề nghị trường cũ làm chuyển trường; nếu không, sửa lại số.',
        'If the pupil is coming to you, ask the old school for a transfer; otherwise mend the number.',
      ],
    ),
  heldBySomeone: (column: NumberColumn): Found =>
    fault(
      column,
      'numberHeldBySomeone',
      [
        `${numberSaid[column].vi} đã ghi cho một người khác tên hoặc ngày sinh.`,
        `${numberSaid[column].en} is recorded for someone of another name or birth day.`,
      ],
      [
        'Đối chiếu giấy tờ rồi sửa; nếu đúng, báo Phòng hoặc Sở GDĐT.',
        'Check the papers and mend it; if it is right, tell the office above.',
      ],
    ),
  codeFixed: (code: string): Found =>
    fault(
      'ministryCode',
      'ministryCodeFixed',
      [
        `Học sinh đã có mã định danh Bộ ${code}; mã đã cấp thì không đổi (TT 42/2021, Điều 10).`,
        `The pupil has the ministry code ${code}; a code given never changes (TT 42/2021, art. 10).`,
      ],
      [`Ghi lại mã ${code}, hoặc bỏ trống.`, `Write ${code}, or leave the cell empty.`],
    ),
};
