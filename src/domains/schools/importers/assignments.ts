import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type RowFault, type RowOf, sheetSpec } from '#platform/sheets/index.ts';
import { fold, foldSpelling } from '#platform/text/index.ts';
import { assignTeaching } from '../commands/assign-teaching.ts';
import { classKey, groupBy } from './match-people.ts';
import { type Change, differences, fault, type Importer, inParts, type Target } from './plan.ts';

const assignmentSheet = () =>
  sheetSpec({
    title: { vi: 'Phân công giảng dạy', en: 'Teaching assignments' },
    columns: {
      staffCode: {
        kind: 'text',
        maxLength: 50,
        heading: { vi: 'Mã giáo viên', en: 'Teacher code' },
        aliases: ['Mã GV', 'Mã CB-GV', 'Mã CBGV'],
      },
      staffName: {
        kind: 'text',
        name: true,
        maxLength: 200,
        heading: { vi: 'Họ tên giáo viên', en: 'Teacher' },
        aliases: ['Giáo viên', 'Họ và tên', 'Họ tên', 'Giáo viên giảng dạy'],
        help: { vi: 'Cần khi không có mã.', en: 'Needed where there is no code.' },
      },
      className: {
        kind: 'text',
        required: true,
        maxLength: 50,
        heading: { vi: 'Lớp', en: 'Class' },
        aliases: ['Tên lớp', 'Lớp dạy'],
      },
      subject: {
        kind: 'text',
        required: true,
        maxLength: 100,
        heading: { vi: 'Môn học', en: 'Subject' },
        aliases: ['Môn', 'Tên môn', 'Môn dạy'],
      },
      term: {
        kind: 'choice',
        heading: { vi: 'Học kì', en: 'Term' },
        aliases: ['Học kỳ', 'HK'],
        choices: [
          { value: '1', label: { vi: '1', en: '1' }, aliases: ['I', 'HK1', 'HKI', 'Học kì I'] },
          { value: '2', label: { vi: '2', en: '2' }, aliases: ['II', 'HK2', 'HKII', 'Học kì II'] },
        ],
        help: { vi: 'Bỏ trống: cả năm.', en: 'Empty: the whole year.' },
      },
      lessonsAWeek: {
        kind: 'number',
        least: 0,
        most: 50,
        heading: { vi: 'Số tiết/tuần', en: 'Lessons a week' },
        aliases: ['Số tiết', 'Số tiết trên tuần', 'Tiết/tuần'],
      },
    },
  });

export type AssignmentColumns = ReturnType<typeof assignmentSheet>['columns'];
type AssignmentRow = RowOf<ReturnType<typeof assignmentSheet>>;
type Found = RowFault<AssignmentColumns>;

interface Known {
  key: string;
  staffPositionId: number;
  values: AssignmentRow;
}

const keyOf = (classId: number, subjectKey: string, term: string | undefined) =>
  `${classId} ${subjectKey} ${term ?? ''}`;

async function knownAssignments(db: Query<'schools'>, { schoolId, schoolYear }: Target): Promise<Known[]> {
  const { rows } = await sql<{
    class_id: number;
    class: string;
    subject_key: string;
    subject: string;
    staff_position_id: number;
    staff_code: string;
    full_name: string;
    term: number | null;
    lessons: number | null;
  }>`
    select a.class_id, c.name as class, a.subject_key, s.name as subject, a.staff_position_id, p.staff_code, p.full_name, a.term, a.lessons_a_week_tenths as lessons
    from schools.teaching_assignment a join schools.class c on c.school_id = a.school_id and c.class_id = a.class_id
      join schools.subject s on s.subject_key = a.subject_key
      join schools.staff_position p on p.school_id = a.school_id and p.staff_position_id = a.staff_position_id
    where a.school_id = ${schoolId} and c.school_year = ${schoolYear} and a.until_day = 'infinity'
    order by p.sort_key, p.staff_position_id, c.name, s.position, a.term`.execute(db);
  return rows.map(row => {
    const term = row.term === 1 ? ('1' as const) : row.term === 2 ? ('2' as const) : undefined;
    return {
      key: keyOf(row.class_id, row.subject_key, term),
      staffPositionId: row.staff_position_id,
      values: {
        staffCode: row.staff_code,
        staffName: row.full_name,
        className: row.class,
        subject: row.subject,
        term,
        lessonsAWeek: row.lessons === null ? undefined : row.lessons / 10,
      },
    };
  });
}

/** Names as people write them: "Lịch sử & Địa lý" and "Lịch sử và Địa lí" are one. */
const subjectWord = (name: string) =>
  foldSpelling(name)
    .replaceAll('&', ' va ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const say = {
  noClass: (name: string, schoolYear: string): Found =>
    fault(
      'className',
      'noSuchClass',
      [`Năm học ${schoolYear} chưa có lớp “${name}”.`, `There is no class “${name}” in ${schoolYear}.`],
      ['Sửa tên lớp, hoặc lập lớp này trước.', 'Mend the name, or make the class first.'],
    ),
  noSubject: (name: string): Found =>
    fault(
      'subject',
      'noSuchSubject',
      [`Không có môn học hoặc hoạt động “${name}”.`, `There is no subject or activity “${name}”.`],
      [
        'Ghi tên môn như trong chương trình, ví dụ: Ngữ văn, Khoa học tự nhiên.',
        'Write its name as in the programme, for example: Ngữ văn, Khoa học tự nhiên.',
      ],
    ),
  noStaff: (): Found =>
    fault(
      'staffCode',
      'noSuchStaff',
      ['Trường không có giáo viên này.', 'The school has no such teacher.'],
      ['Nhập danh sách giáo viên trước, hoặc sửa mã, họ tên.', 'Bring in the staff first, or mend the code or name.'],
    ),
  manyStaff: (codes: string[]): Found =>
    fault(
      'staffName',
      'staffUnclear',
      [
        `Có nhiều người cùng họ tên: mã ${codes.join(', ')}.`,
        `Several people have this name: codes ${codes.join(', ')}.`,
      ],
      ['Ghi mã giáo viên.', 'Write the teacher code.'],
    ),
  twice: (row: number): Found =>
    fault(
      'subject',
      'assignedTwice',
      [`Môn này của lớp này đã có ở dòng ${row}.`, `This subject of this class stands in row ${row} too.`],
      [
        'Giữ lại một dòng; nếu đổi người giữa năm, ghi học kì.',
        'Keep one row; if the teacher changes within the year, write the term.',
      ],
    ),
};

export const assignments: Importer<AssignmentColumns> = {
  spec: assignmentSheet,
  rows: async (db, target) => (await knownAssignments(db, target)).map(each => each.values),

  async plan(db, target, reading) {
    const { schoolId, schoolYear } = target;
    const classRows = await db
      .selectFrom('schools.class')
      .select(['class_id', 'name'])
      .where('school_id', '=', schoolId)
      .where('school_year', '=', schoolYear)
      .where('ended_on', 'is', null)
      .execute();
    const classes = new Map(classRows.map(row => [classKey(row.name), row.class_id]));
    const subjectRows = await db.selectFrom('schools.subject').selectAll().orderBy('position', 'desc').execute();
    // A subject's own name wins over another's alias.
    const subjects = new Map([
      ...subjectRows.flatMap(row => row.aliases.map(alias => [subjectWord(alias), row] as const)),
      ...subjectRows.flatMap(row => [row.subject_key, row.name].map(name => [subjectWord(name), row] as const)),
    ]);
    const staffRows = await db
      .selectFrom('schools.staff_position')
      .select(['staff_position_id', 'staff_code', 'full_name'])
      .where('school_id', '=', schoolId)
      .where('until_day', '=', 'infinity')
      .execute();
    const byCode = new Map(staffRows.map(row => [row.staff_code.toLowerCase(), row]));
    const byName = groupBy(staffRows, row => fold(row.full_name));
    const known = new Map((await knownAssignments(db, target)).map(each => [each.key, each]));
    const seen = new Map<string, number>();
    const changes: Change[] = [];
    const assign: Parameters<typeof assignTeaching.run>[1]['assignments'] = [];
    let unchanged = 0;
    const faults = reading.rows.flatMap(({ row, values }) => {
      const classId = classes.get(classKey(values.className));
      const subject = subjects.get(subjectWord(values.subject));
      const named = values.staffCode ? [] : (byName.get(fold(values.staffName ?? '')) ?? []);
      const teacher = values.staffCode
        ? byCode.get(values.staffCode.toLowerCase())
        : named.length === 1
          ? named[0]
          : undefined;
      const key = keyOf(classId ?? 0, subject?.subject_key ?? '', values.term);
      const other = classId && subject ? seen.get(key) : undefined;
      seen.set(key, other ?? row);
      const found = [
        ...(classId ? [] : [say.noClass(values.className, schoolYear)]),
        ...(subject ? [] : [say.noSubject(values.subject)]),
        ...(teacher ? [] : named.length > 1 ? [say.manyStaff(named.map(each => each.staff_code))] : [say.noStaff()]),
        ...(other ? [say.twice(other)] : []),
      ];
      if (found.length > 0 || !classId || !subject || !teacher) return found.map(each => reading.faultAt(row, each));
      const before = known.get(key);
      const meant = {
        ...values,
        staffCode: teacher.staff_code,
        staffName: undefined,
        className: values.className,
        subject: subject.name,
      };
      const fields = differences<AssignmentRow>(meant, before?.values ?? {}, ['staffCode', 'lessonsAWeek']);
      if (before && fields.length === 0) {
        unchanged++;
        return [];
      }
      const changesTeacher = before && before.staffPositionId !== teacher.staff_position_id;
      assign.push({
        classId,
        subjectKey: subject.subject_key,
        staffPositionId: teacher.staff_position_id,
        ...(values.term ? { term: values.term === '1' ? (1 as const) : (2 as const) } : {}),
        ...(values.lessonsAWeek === undefined ? {} : { lessonsAWeekTenths: Math.round(values.lessonsAWeek * 10) }),
        ...(changesTeacher ? { fromDay: target.today } : {}),
      });
      changes.push({
        row,
        kind: before ? 'changed' : 'added',
        subject: `${values.className} · ${subject.name}`,
        fields,
      });
      return [];
    });
    return {
      changes,
      faults,
      unchanged,
      steps: inParts(assign, (work, part) => work.also(assignTeaching, { schoolId, assignments: part })),
    };
  },
};
