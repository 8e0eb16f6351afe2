import type { Query } from '#platform/database/database.ts';
import type { Fault, ReadRow, RowFault } from '#platform/sheets/index.ts';
import { appointStaff, changeStaff, endStaffPosition } from '../commands/appoint-staff.ts';
import type { PersonGiven, ProfileDetails } from '../commands/fields.ts';
import { type StaffRecord, staffRecords } from '../queries/staff-records.ts';
import { correctionOf, emptiedOfDetails, emptiedOfPerson } from '../rules/correct-profile.ts';
import { groupBy, isSomeoneElse, type KnownElsewhere, knownElsewhere, nameAndBirth } from './match-people.ts';
import { type Change, differences, fault, type Importer, inParts, said, type Target } from './plan.ts';
import { type StaffColumns, type StaffRow, staffSheet } from './staff-sheet.ts';

type Row = ReadRow<StaffColumns>;
type Found = RowFault<StaffColumns>;
type Appoint = Parameters<typeof appointStaff.run>[1]['staff'][number];
type Correct = Parameters<typeof changeStaff.run>[1]['staff'][number];

const notDetails = new Set([
  'staffCode',
  'ministryCode',
  'fullName',
  'birthDay',
  'sex',
  'job',
  'status',
  'fromDay',
  'citizenNumber',
]);
const notCompared = new Set(['staffCode', 'status', 'fromDay']);

const detailsOf = (values: object): ProfileDetails =>
  Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== undefined && !notDetails.has(key)));

const personOf = (values: Partial<StaffRow>, fullName: string): PersonGiven => {
  const { birthDay, sex, ethnicKey, religionKey, citizenNumber, ministryCode, phone, email, homeAddress, nativePlace } =
    values;
  return {
    ...said({
      birthDay,
      sex,
      ethnicKey,
      religionKey,
      citizenNumber,
      ministryCode,
      phone,
      email,
      homeAddress,
      nativePlace,
    }),
    fullName,
  };
};

const say = {
  someoneElse: (fullName: string): Found =>
    fault(
      'fullName',
      'someoneElse',
      [
        `Mã này là của ${fullName}: cả tên và ngày sinh đều khác.`,
        `This code is that of ${fullName}: name and birth day both differ.`,
      ],
      [
        'Xem các dòng có lệch cột mã không. Nếu đúng là một người, sửa tên trước, rồi nhập lại với ngày sinh.',
        'See whether the codes have slipped by a row. If it is one person, mend the name first, then bring in the birth day.',
      ],
    ),
  twice: (rows: number[]): Found =>
    fault(
      'fullName',
      'matchedTwice',
      [`Cùng một người với dòng ${rows.join(', ')}.`, `The same person as in row ${rows.join(', ')}.`],
      ['Giữ lại một dòng, hoặc ghi mã cho từng người.', 'Keep one row, or write a code for each person.'],
    ),
  sameName: (code: string): Found =>
    fault(
      'fullName',
      'sameNameAndBirth',
      [
        `Không có mã: coi là người mã ${code} vì cùng họ tên và ngày sinh.`,
        `No code: taken for the person with code ${code}, of the same name and birth day.`,
      ],
      ['Nếu là người khác, ghi mã.', 'If it is someone else, write a code.'],
      'warning',
    ),
  alreadyHere: (fullName: string, code: string): Found =>
    fault(
      'fullName',
      'alreadyHere',
      [`${fullName} đang làm việc tại trường, mã ${code}.`, `${fullName} works at this school already, code ${code}.`],
      [
        'Hãy sửa hồ sơ đang có; nếu là một người khác, ghi mã của người này.',
        'Mend the record there is; if this is someone else, write the code of this one.',
      ],
    ),
  maybeKnown: (code: string): Found =>
    fault(
      'fullName',
      'maybeKnown',
      [
        `Trường đã có người cùng họ tên và ngày sinh, mã ${code}.`,
        `The school has someone of the same name and birth day, code ${code}.`,
      ],
      [`Nếu là một người, ghi mã ${code}.`, `If they are one person, write code ${code}.`],
      'warning',
    ),
  leftBefore: (): Found =>
    fault(
      'status',
      'leftBefore',
      [
        'Người đã nghỉ và chưa có trong hệ thống: dòng này được bỏ qua.',
        'Someone who left and is not recorded here: this row is passed over.',
      ],
      ['Xóa dòng này nếu không cần.', 'Take the row out if it is not needed.'],
      'warning',
    ),
  held: (column: 'citizenNumber' | 'ministryCode', here: string | undefined): Found =>
    fault(
      column,
      here ? 'numberHeldHere' : 'numberHeldBySomeone',
      here
        ? [`Đã ghi cho ${here} cùng trường.`, `Recorded for ${here} of this school.`]
        : ['Đã ghi cho một người khác tên hoặc ngày sinh.', 'Recorded for someone of another name or birth day.'],
      [
        'Đối chiếu giấy tờ rồi sửa; nếu đúng, báo Phòng hoặc Sở GDĐT.',
        'Check the papers and mend it; if it is right, tell the office above.',
      ],
    ),
};

interface Match {
  record: StaffRecord;
  byName: boolean;
}

function matchRows(rows: readonly Row[], records: readonly StaffRecord[]): Map<Row, Match> {
  const first = (map: Map<string, StaffRecord[]>, key: string | undefined) =>
    key === undefined ? undefined : map.get(key)?.[0];
  const byCode = groupBy(records, record => record.values.staffCode?.toLowerCase());
  const byMinistryCode = groupBy(records, record => record.values.ministryCode);
  const byNumber = groupBy(records, record => record.values.citizenNumber);
  const byName = groupBy(records, record => nameAndBirth(record.values));
  return new Map(
    rows.flatMap((row): [Row, Match][] => {
      const { staffCode, ministryCode, citizenNumber } = row.values;
      const byTheirNumber = first(byNumber, citizenNumber);
      const numbered = byTheirNumber && !isSomeoneElse(row.values, byTheirNumber.values) ? byTheirNumber : undefined;
      const sure =
        first(byCode, staffCode?.toLowerCase()) ??
        first(byMinistryCode, ministryCode) ??
        first(byMinistryCode, staffCode) ??
        numbered;
      if (sure) return [[row, { record: sure, byName: false }]];
      const named = staffCode || ministryCode ? undefined : byName.get(nameAndBirth(row.values));
      return named?.length === 1 && named[0] ? [[row, { record: named[0], byName: true }]] : [];
    }),
  );
}

function numberFaults(
  { values }: Row,
  record: StaffRecord | undefined,
  elsewhere: KnownElsewhere,
  byPerson: ReadonlyMap<number, StaffRecord>,
): Found[] {
  const holders = [
    ['citizenNumber', elsewhere.byCitizenNumber.get(values.citizenNumber ?? '')],
    ['ministryCode', elsewhere.byMinistryCode.get(values.ministryCode ?? '')],
  ] as const;
  return holders.flatMap(([column, holder]) => {
    if (holder === undefined || holder === record?.personId) return [];
    const here = byPerson.get(holder);
    // Someone of the same name who works elsewhere may come to work here too.
    return here || record || !elsewhere.agrees(holder, values) ? [say.held(column, here?.values.fullName)] : [];
  });
}

/** One colleague who comes, typed into a form: the same questions as of a row of a file. */
export async function checkNewStaff(
  db: Query<'schools'>,
  { schoolId, today }: Target,
  values: StaffRow,
): Promise<{ faults: Found[]; appoint: Appoint | undefined }> {
  const row: Row = { row: 1, values };
  const records = await staffRecords(db, schoolId);
  const elsewhere = await knownElsewhere(db, schoolId, [values]);
  const record = matchRows([row], records).get(row)?.record;
  const here = record && !record.hasLeft ? record.values : undefined;
  const namesake = record
    ? undefined
    : records.find(each => !each.hasLeft && nameAndBirth(each.values) === nameAndBirth(values));
  const faults = here
    ? [say.alreadyHere(here.fullName ?? '', here.staffCode ?? '')]
    : [
        ...(record && isSomeoneElse(values, record.values) ? [say.someoneElse(record.values.fullName ?? '')] : []),
        ...(namesake ? [say.maybeKnown(namesake.values.staffCode ?? '')] : []),
        ...numberFaults(row, record, elsewhere, new Map(records.map(each => [each.personId, each]))),
      ];
  if (faults.some(each => each.severity === 'error')) return { faults, appoint: undefined };
  const personId =
    record?.personId ??
    elsewhere.byCitizenNumber.get(values.citizenNumber ?? '') ??
    elsewhere.byMinistryCode.get(values.ministryCode ?? '');
  const appoint = {
    person: { ...personOf(values, values.fullName), ...(personId === undefined ? {} : { personId }) },
    ...said({ staffCode: values.staffCode ?? values.ministryCode ?? record?.values.staffCode }),
    job: values.job,
    fromDay: values.fromDay ?? today,
    details: detailsOf(values),
  };
  return { faults, appoint };
}

/** One profile as a form gives it, against what is recorded: an emptied field is emptied, unlike an empty cell of a file. */
export function correctStaff(record: StaffRecord, values: StaffRow): Correct {
  const keys = (
    Object.keys(staffSheet({ ethnic: [], religion: [], policy: [] }).columns) as (keyof StaffRow & string)[]
  ).filter(key => !notCompared.has(key));
  const { changed, news, emptied } = correctionOf<StaffRow>(values, record.values, keys);
  return {
    staffPositionId: record.staffPositionId,
    person: { ...personOf(news, values.fullName), ...emptiedOfPerson(emptied), personId: record.personId },
    ...said({ job: news.job }),
    details: { ...detailsOf(news), ...emptiedOfDetails(emptied) },
    changed,
  };
}

export const staff: Importer<StaffColumns> = {
  spec: staffSheet,

  async rows(db, { schoolId }) {
    const keys = Object.keys(staffSheet({ ethnic: [], religion: [], policy: [] }).columns);
    return (await staffRecords(db, schoolId))
      .filter(record => !record.hasLeft)
      .map(record => Object.fromEntries(keys.map(key => [key, record.values[key as keyof StaffRow]])) as StaffRow);
  },

  async plan(db, target, reading) {
    const { schoolId, today } = target;
    const records = await staffRecords(db, schoolId);
    const byPerson = new Map(records.map(record => [record.personId, record]));
    const byName = groupBy(records, record => nameAndBirth(record.values));
    const elsewhere = await knownElsewhere(
      db,
      schoolId,
      reading.rows.map(row => row.values),
    );
    const year = await db
      .selectFrom('schools.school_year')
      .select('from_day')
      .where('school_year', '=', target.schoolYear)
      .executeTakeFirst();
    const matches = matchRows(reading.rows, records);
    const twice = new Map(
      [...groupBy(reading.rows, row => matches.get(row)?.record.staffPositionId.toString()).values()]
        .filter(same => same.length > 1)
        .flatMap(same => same.map(row => [row, same.filter(other => other !== row).map(other => other.row)])),
    );
    const columns = Object.keys(reading.match.mapping.columns).filter(key => !notCompared.has(key)) as (keyof StaffRow &
      string)[];
    const changes: Change[] = [];
    const faults: Fault[] = [];
    const appoint: Appoint[] = [];
    const correct: Correct[] = [];
    const leave: number[] = [];
    let unchanged = 0;
    for (const row of reading.rows) {
      const { values } = row;
      const match = matches.get(row);
      const record = match?.record;
      const others = twice.get(row);
      const code = values.staffCode ?? values.ministryCode ?? record?.values.staffCode;
      const namesake = record ? undefined : byName.get(nameAndBirth(values))?.find(each => !each.hasLeft);
      const found = [
        ...(others ? [say.twice(others)] : []),
        ...(record && isSomeoneElse(values, record.values) ? [say.someoneElse(record.values.fullName ?? '')] : []),
        ...(match?.byName ? [say.sameName(record?.values.staffCode ?? '')] : []),
        ...(namesake ? [say.maybeKnown(namesake.values.staffCode ?? '')] : []),
        ...(!record && values.status === 'left' ? [say.leftBefore()] : []),
        ...numberFaults(row, record, elsewhere, byPerson),
      ];
      faults.push(...found.map(each => reading.faultAt(row.row, each)));
      if (found.some(each => each.severity === 'error')) continue;
      const subject = code ? `${values.fullName} (${code})` : values.fullName;
      if (!record || record.hasLeft) {
        if (values.status === 'left') {
          unchanged++;
          continue;
        }
        const personId =
          record?.personId ??
          elsewhere.byCitizenNumber.get(values.citizenNumber ?? '') ??
          elsewhere.byMinistryCode.get(values.ministryCode ?? '');
        appoint.push({
          person: { ...personOf(values, values.fullName), ...(personId === undefined ? {} : { personId }) },
          ...said({ staffCode: code }),
          job: values.job,
          fromDay: values.fromDay ?? year?.from_day ?? today,
          details: detailsOf(values),
        });
        changes.push({ row: row.row, kind: 'added', subject, fields: differences<StaffRow>(values, {}, ['job']) });
        continue;
      }
      const fields = differences<StaffRow>(values, record.values, columns);
      if (fields.length > 0) {
        const changed = fields.map(field => field.column);
        const news = Object.fromEntries(
          Object.entries(values).filter(([key]) => changed.includes(key)),
        ) as Partial<StaffRow>;
        correct.push({
          staffPositionId: record.staffPositionId,
          person: { ...personOf(news, values.fullName), personId: record.personId },
          ...said({ job: news.job }),
          details: detailsOf(news),
          changed,
        });
      }
      if (values.status === 'left') {
        leave.push(record.staffPositionId);
        fields.push({ column: 'status', before: 'working', after: 'left' });
      }
      if (fields.length > 0) changes.push({ row: row.row, kind: 'changed', subject, fields });
      else unchanged++;
    }
    return {
      changes,
      faults,
      unchanged,
      steps: [
        ...inParts(correct, (work, part) => work.also(changeStaff, { schoolId, staff: part })),
        ...inParts(appoint, (work, part) => work.also(appointStaff, { schoolId, staff: part })),
        ...inParts(leave, async (work, part) => {
          for (const staffPositionId of part)
            await work.also(endStaffPosition, { schoolId, staffPositionId, day: today, why: 'import' });
        }),
      ],
    };
  },
};
