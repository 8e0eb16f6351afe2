import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type RowFault, type RowOf, sheetSpec } from '#platform/sheets/index.ts';
import { fold } from '#platform/text/index.ts';
import { nameHomerooms } from '../commands/assign-teaching.ts';
import { changeClasses, makeClasses } from '../commands/make-classes.ts';
import { gradesOf } from '../rules/levels.ts';
import { classKey } from './match-people.ts';
import { type Change, differences, fault, type Importer, inParts, said, type Target } from './plan.ts';

const classSheet = () =>
  sheetSpec({
    title: { vi: 'Lớp học', en: 'Classes' },
    columns: {
      name: {
        kind: 'text',
        required: true,
        unique: true,
        maxLength: 50,
        heading: { vi: 'Tên lớp', en: 'Class' },
        aliases: ['Lớp', 'Tên lớp học', 'Lớp học'],
      },
      grades: {
        kind: 'text',
        required: true,
        maxLength: 20,
        heading: { vi: 'Khối', en: 'Grades' },
        aliases: ['Khối lớp', 'Khối học'],
        help: {
          vi: 'Lớp ghép ghi các khối cách nhau bởi dấu phẩy: 1, 2. Mầm non ghi 0.',
          en: 'A combined class: its grades with commas, 1, 2. Preschool: 0.',
        },
      },
      site: {
        kind: 'text',
        maxLength: 200,
        heading: { vi: 'Điểm trường', en: 'Site' },
        aliases: ['Tên điểm trường', 'Phân hiệu'],
        help: { vi: 'Bỏ trống nếu học ở điểm chính.', en: 'Empty for the main site.' },
      },
      homeroomCode: {
        kind: 'text',
        maxLength: 50,
        heading: { vi: 'Mã giáo viên chủ nhiệm', en: 'Homeroom teacher code' },
        aliases: ['Mã GVCN', 'Mã giáo viên CN', 'GVCN'],
      },
    },
  });

export type ClassColumns = ReturnType<typeof classSheet>['columns'];
type ClassRow = RowOf<ReturnType<typeof classSheet>>;
type Found = RowFault<ClassColumns>;

/** "1, 2" → [1, 2]; preschool groups by their names too. Undefined where it says no grades. */
export function readGrades(written: string): number[] | undefined {
  const parts = written
    .split(/[,;+&/]|\s+và\s+/u)
    .map(part =>
      fold(part)
        .replace(/^khoi\s*/, '')
        .trim(),
    )
    .filter(Boolean);
  const grades = parts.map(part =>
    /^(mam non|mau giao|nha tre|mg|nt|mam|choi|la)\b/.test(part)
      ? 0
      : /^\d{1,2}$/.test(part)
        ? Number(part)
        : Number.NaN,
  );
  if (grades.length === 0 || grades.some(grade => Number.isNaN(grade) || grade > 12)) return undefined;
  return [...new Set(grades)].sort((a, b) => a - b);
}

interface KnownClass {
  classId: number;
  values: Partial<ClassRow>;
}

async function knownClasses(db: Query<'schools'>, { schoolId, schoolYear, today }: Target): Promise<KnownClass[]> {
  const { rows } = await sql<{
    class_id: number;
    name: string;
    grades: number[];
    site: string | null;
    homeroom: string | null;
  }>`
    select c.class_id, c.name, c.grades, site.name as site, staff.staff_code as homeroom
    from schools.class c
    left join directory.published_place site on site.place_id = c.site_id and site.from_day <= ${today} and ${today} < site.until_day
    left join schools.homeroom h on h.school_id = c.school_id and h.class_id = c.class_id and h.until_day = 'infinity'
    left join schools.staff_position staff on staff.school_id = h.school_id and staff.staff_position_id = h.staff_position_id
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and c.ended_on is null order by c.grades, c.name`.execute(
    db,
  );
  return rows.map(row => ({
    classId: row.class_id,
    values: said({
      name: row.name,
      grades: row.grades.join(', '),
      site: row.site ?? undefined,
      homeroomCode: row.homeroom ?? undefined,
    }),
  }));
}

async function sitesOf(
  db: Query<'schools'>,
  { schoolId, today }: Target,
): Promise<Map<string, { id: number; name: string }>> {
  const { rows } = await sql<{
    place_id: number;
    name: string;
    short_name: string;
  }>`select place_id, name, short_name from directory.published_place
    where kind = 'site' and parent_id = ${schoolId} and from_day <= ${today} and ${today} < until_day`.execute(db);
  return new Map(
    rows.flatMap(row => [row.name, row.short_name].map(name => [fold(name), { id: row.place_id, name: row.name }])),
  );
}

/** Whoever works here now by their code. */
export async function staffByCode(
  db: Query<'schools'>,
  schoolId: number,
): Promise<Map<string, { staffPositionId: number; fullName: string }>> {
  const rows = await db
    .selectFrom('schools.staff_position')
    .select(['staff_position_id', 'staff_code', 'full_name'])
    .where('school_id', '=', schoolId)
    .where('until_day', '=', 'infinity')
    .execute();
  return new Map(
    rows.map(row => [
      row.staff_code.toLowerCase(),
      { staffPositionId: row.staff_position_id, fullName: row.full_name },
    ]),
  );
}

const say = {
  grades: (): Found =>
    fault(
      'grades',
      'notGrades',
      ['Không đọc được khối.', 'These are no grades.'],
      [
        'Ghi số khối: 6, hoặc 1, 2 với lớp ghép; mầm non ghi 0.',
        'Write the grade: 6, or 1, 2 for a combined class; 0 for preschool.',
      ],
    ),
  notTaught: (taught: number[]): Found =>
    fault(
      'grades',
      'gradeNotTaught',
      ['Khối này không thuộc cấp học của trường.', 'This grade is not taught at the school.'],
      [`Trường dạy khối ${taught.join(', ')}.`, `The school teaches grades ${taught.join(', ')}.`],
    ),
  site: (known: string[]): Found =>
    fault(
      'site',
      'noSuchSite',
      ['Trường không có điểm trường này.', 'The school has no such site.'],
      [
        known.length > 0
          ? `Chọn: ${known.join(', ')}; hoặc lập điểm trường trước.`
          : 'Lập điểm trường trước, hoặc bỏ trống.',
        known.length > 0
          ? `Choose: ${known.join(', ')}; or found the site first.`
          : 'Found the site first, or leave the cell empty.',
      ],
    ),
  homeroom: (): Found =>
    fault(
      'homeroomCode',
      'noSuchStaff',
      ['Không có giáo viên mang mã này.', 'Nobody here has this code.'],
      ['Nhập danh sách giáo viên trước, hoặc sửa mã.', 'Bring in the staff first, or mend the code.'],
    ),
};

export const classes: Importer<ClassColumns> = {
  spec: classSheet,
  rows: async (db, target) =>
    (await knownClasses(db, target)).map(({ values: { name = '', grades = '', site, homeroomCode } }) => ({
      name,
      grades,
      site,
      homeroomCode,
    })),

  async plan(db, target, reading) {
    const { schoolId, schoolYear } = target;
    const known = new Map((await knownClasses(db, target)).map(each => [classKey(each.values.name ?? ''), each]));
    const sites = await sitesOf(db, target);
    const staff = await staffByCode(db, schoolId);
    const school = await db
      .selectFrom('schools.school')
      .select('levels')
      .where('school_id', '=', schoolId)
      .executeTakeFirst();
    const taught = gradesOf(school?.levels ?? []);
    const changes: Change[] = [];
    const make: { name: string; grades: number[]; siteId?: number }[] = [];
    const change: { classId: number; grades: number[]; siteId?: number }[] = [];
    const homerooms: { key: string; staffPositionId: number }[] = [];
    let unchanged = 0;
    const faults = reading.rows.flatMap(({ row, values }) => {
      const grades = readGrades(values.grades);
      const site = values.site === undefined ? undefined : sites.get(fold(values.site));
      const homeroom = values.homeroomCode === undefined ? undefined : staff.get(values.homeroomCode.toLowerCase());
      const found = [
        ...(grades ? [] : [say.grades()]),
        ...(grades?.some(grade => !taught.includes(grade)) ? [say.notTaught(taught)] : []),
        ...(values.site !== undefined && !site
          ? [say.site([...new Set([...sites.values()].map(each => each.name))])]
          : []),
        ...(values.homeroomCode !== undefined && !homeroom ? [say.homeroom()] : []),
      ];
      if (found.length > 0 || !grades) return found.map(each => reading.faultAt(row, each));
      const key = classKey(values.name);
      const before = known.get(key);
      const meant = {
        ...values,
        grades: grades.join(', '),
        site: site?.name,
        homeroomCode: homeroom
          ? before?.values.homeroomCode?.toLowerCase() === values.homeroomCode?.toLowerCase()
            ? before?.values.homeroomCode
            : values.homeroomCode
          : undefined,
      };
      const fields = differences<ClassRow>(meant, before?.values ?? {}, ['grades', 'site', 'homeroomCode']);
      if (!before) make.push({ name: values.name, grades, ...(site ? { siteId: site.id } : {}) });
      else if (fields.some(field => field.column !== 'homeroomCode'))
        change.push({ classId: before.classId, grades, ...(site ? { siteId: site.id } : {}) });
      if (homeroom && (!before || fields.some(field => field.column === 'homeroomCode')))
        homerooms.push({ key, staffPositionId: homeroom.staffPositionId });
      if (before && fields.length === 0) unchanged++;
      else changes.push({ row, kind: before ? 'changed' : 'added', subject: values.name, fields });
      return [];
    });
    return {
      changes,
      faults,
      unchanged,
      steps: [
        ...inParts(make, (work, part) => work.also(makeClasses, { schoolId, schoolYear, classes: part })),
        ...inParts(change, (work, part) => work.also(changeClasses, { schoolId, schoolYear, classes: part })),
        // Classes made a step before have their ids only now.
        ...inParts(homerooms, async (work, part) => {
          const ids = new Map(
            (await knownClasses(work.db, target)).map(each => [classKey(each.values.name ?? ''), each.classId]),
          );
          await work.also(nameHomerooms, {
            schoolId,
            homerooms: part.map(({ key, staffPositionId }) => ({ classId: ids.get(key) ?? 0, staffPositionId })),
          });
        }),
      ],
    };
  },
};
