import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Fault, ReadRow, RowFault } from '#platform/sheets/index.ts';
import { changePupils, enrolPupils } from '../commands/enrol-pupils.ts';
import type { PersonGiven, ProfileDetails } from '../commands/fields.ts';
import { leaveSchool } from '../commands/leave-school.ts';
import { placePupils } from '../commands/place-pupils.ts';
import type { PupilProfile } from '../queries/pupil-profile.ts';
import { type PupilRecord, pupilRecords } from '../queries/pupil-records.ts';
import { correctionOf, emptiedOfDetails, emptiedOfPerson } from '../rules/correct-profile.ts';
import { classKey, groupBy, isSomeoneElse, type KnownElsewhere, knownElsewhere, nameAndBirth } from './match-people.ts';
import { type Change, differences, type Importer, inParts, said, type Target } from './plan.ts';
import { say } from './pupil-faults.ts';
import { type PupilColumns, type PupilProfileRow, type PupilRow, pupilProfile, pupilSheet } from './pupil-sheet.ts';

type Row = ReadRow<PupilColumns>;
type Found = RowFault<PupilColumns>;
type Enrol = Parameters<typeof enrolPupils.run>[1]['pupils'][number];
type Correct = Parameters<typeof changePupils.run>[1]['pupils'][number];
type Place = Parameters<typeof placePupils.run>[1]['pupils'][number];
type Leave = { enrolmentId: number; day: string; leftBy: 'transferred' | 'dropped-out' | 'graduated' };

const leavings: Partial<Record<NonNullable<PupilRow['status']>, Leave['leftBy']>> = {
  'transferred-out': 'transferred',
  'dropped-out': 'dropped-out',
  graduated: 'graduated',
};

/** Kept in columns of their own, or not part of the profile at all: everything else stands in the enrolment's details. */
const notDetails = new Set([
  'pupilCode',
  'ministryCode',
  'fullName',
  'birthDay',
  'sex',
  'className',
  'grade',
  'status',
  'fromDay',
  'ethnicKey',
  'citizenNumber',
  'policyKey',
]);
/** Compared in other ways than cell by cell. */
const notCompared = new Set(['pupilCode', 'className', 'grade', 'status', 'fromDay']);

export const detailsOf = (values: object): ProfileDetails =>
  Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== undefined && !notDetails.has(key)));

export const personOf = (values: Partial<PupilRow>, fullName: string): PersonGiven => {
  const {
    birthDay,
    sex,
    ethnicKey,
    religionKey,
    citizenNumber,
    ministryCode,
    phone,
    homeAddress,
    birthPlace,
    nativePlace,
  } = values;
  return {
    ...said({
      birthDay,
      sex,
      ethnicKey,
      religionKey,
      citizenNumber,
      ministryCode,
      phone,
      homeAddress,
      birthPlace,
      nativePlace,
    }),
    fullName,
  };
};

interface Match {
  record: PupilRecord;
  by: 'code' | 'number' | 'name';
}

interface Ground {
  target: Target;
  year: { from: string; until: string };
  classes: ReadonlyMap<string, { classId: number; name: string; grades: number[] }>;
  records: readonly PupilRecord[];
  byName: ReadonlyMap<string, PupilRecord[]>;
  byPerson: ReadonlyMap<number, PupilRecord>;
  elsewhere: KnownElsewhere;
}

async function layGround(db: Query<'schools'>, target: Target, rows: readonly Row[]): Promise<Ground> {
  const year = await db
    .selectFrom('schools.school_year')
    .select(['from_day', 'until_day'])
    .where('school_year', '=', target.schoolYear)
    .executeTakeFirst();
  const classes = await db
    .selectFrom('schools.class')
    .select(['class_id', 'name', 'grades'])
    .where('school_id', '=', target.schoolId)
    .where('school_year', '=', target.schoolYear)
    .where(sql<boolean>`ended_on is null`)
    .execute();
  const records = await pupilRecords(db, target.schoolId, target.schoolYear);
  return {
    target,
    year: { from: year?.from_day ?? target.today, until: year?.until_day ?? target.today },
    classes: new Map(
      classes.map(each => [classKey(each.name), { classId: each.class_id, name: each.name, grades: each.grades }]),
    ),
    records,
    byName: groupBy(records, record => nameAndBirth(record.values)),
    byPerson: new Map(records.map(record => [record.personId, record])),
    elsewhere: await knownElsewhere(
      db,
      target.schoolId,
      rows.map(row => row.values),
    ),
  };
}

/** Who each row is: by its codes first, then by citizen number, then by name and birth day within the school. */
function matchRows(rows: readonly Row[], { records, byName }: Ground): Map<Row, Match> {
  const first = (map: Map<string, PupilRecord[]>, key: string | undefined) =>
    key === undefined ? undefined : map.get(key)?.[0];
  const byCode = groupBy(records, record => record.values.pupilCode);
  const byMinistryCode = groupBy(records, record => record.values.ministryCode);
  const byNumber = groupBy(records, record => record.values.citizenNumber);
  return new Map(
    rows.flatMap((row): [Row, Match][] => {
      const { pupilCode, ministryCode, citizenNumber } = row.values;
      const coded =
        first(byCode, pupilCode) ??
        first(byMinistryCode, ministryCode) ??
        first(byMinistryCode, pupilCode) ??
        first(byCode, ministryCode);
      if (coded) return [[row, { record: coded, by: 'code' }]];
      const numbered = first(byNumber, citizenNumber);
      if (numbered && !isSomeoneElse(row.values, numbered.values)) return [[row, { record: numbered, by: 'number' }]];
      const named = pupilCode || ministryCode ? undefined : byName.get(nameAndBirth(row.values));
      return named?.length === 1 && named[0] ? [[row, { record: named[0], by: 'name' }]] : [];
    }),
  );
}

export const pupils: Importer<PupilColumns> = {
  spec: pupilSheet,

  async rows(db, { schoolId, schoolYear }) {
    const records = await pupilRecords(db, schoolId, schoolYear);
    const keys = Object.keys(pupilSheet({ ethnic: [], religion: [], policy: [] }).columns);
    return records
      .filter(record => record.values.className !== undefined)
      .map(record => Object.fromEntries(keys.map(key => [key, record.values[key as keyof PupilRow]])) as PupilRow);
  },

  async plan(db, target, reading) {
    const { rows } = reading;
    const ground = await layGround(db, target, rows);
    const matches = matchRows(rows, ground);
    const work = { enrol: [] as Enrol[], correct: [] as Correct[], place: [] as Place[], leave: [] as Leave[] };
    const changes: Change[] = [];
    const faults: Fault[] = [];
    let unchanged = 0;
    const twice = rowsTwice(rows, matches);
    const columns = Object.keys(reading.match.mapping.columns).filter(key => !notCompared.has(key)) as (keyof PupilRow &
      string)[];
    for (const row of rows) {
      const match = matches.get(row);
      const found = [...(twice.get(row) ?? []), ...faultsOf(row, match, ground)];
      faults.push(...found.map(each => reading.faultAt(row.row, each)));
      if (found.some(each => each.severity === 'error')) continue;
      const isHere = match && !match.record.leftBy;
      const outcome = isHere
        ? planKnown(row, match.record, ground, columns, work)
        : planNew(row, match?.record, ground, work);
      if (outcome) changes.push(outcome);
      else unchanged++;
    }
    return {
      changes,
      faults,
      unchanged,
      steps: [
        ...inParts(work.correct, (at, part) => at.also(changePupils, { schoolId: target.schoolId, pupils: part })),
        ...inParts(work.place, (at, part) => at.also(placePupils, { schoolId: target.schoolId, pupils: part })),
        ...inParts(work.enrol, (at, part) => at.also(enrolPupils, { schoolId: target.schoolId, pupils: part })),
        ...[...groupBy(work.leave, each => `${each.day} ${each.leftBy}`).values()].flatMap(same =>
          inParts(same, async (at, part) => {
            const [one] = part;
            if (one)
              await at.also(leaveSchool, {
                schoolId: target.schoolId,
                enrolmentIds: part.map(each => each.enrolmentId),
                day: one.day,
                leftBy: one.leftBy,
              });
          }),
        ),
      ],
    };
  },
};

/** One pupil who comes, typed into a form: the same questions as of a row of a file. */
export async function checkNewPupil(
  db: Query<'schools'>,
  target: Target,
  values: PupilRow,
): Promise<{ faults: Found[]; enrol: Enrol | undefined }> {
  const row: Row = { row: 1, values };
  const ground = await layGround(db, target, [row]);
  const match = matchRows([row], ground).get(row);
  const here = match && !match.record.leftBy ? match.record.values : undefined;
  const faults = here ? [say.alreadyHere(here.fullName ?? '', here.pupilCode ?? '')] : faultsOf(row, match, ground);
  if (faults.some(each => each.severity === 'error')) return { faults, enrol: undefined };
  const work: Doing = { enrol: [], correct: [], place: [], leave: [] };
  planNew(row, match?.record, ground, work);
  return { faults, enrol: work.enrol[0] };
}

/** One profile as a form gives it, against what is recorded: an emptied field is emptied, unlike an empty cell of a file. */
export function correctPupil(
  enrolmentId: number,
  profile: PupilProfile,
  values: PupilProfileRow,
  policyKeys: string[],
): Correct {
  const keys = Object.keys(pupilProfile({ ethnic: [], religion: [], policy: [] }).columns) as (keyof PupilProfileRow &
    string)[];
  const { changed, news, emptied } = correctionOf(values, profile.values, keys);
  const otherPolicies = [...policyKeys].sort().join() !== [...profile.policyKeys].sort().join();
  return {
    enrolmentId,
    person: { ...personOf(news, values.fullName), ...emptiedOfPerson(emptied), personId: profile.personId },
    details: { ...detailsOf(news), ...emptiedOfDetails(emptied) },
    changed: otherPolicies ? [...changed, 'policyKeys'] : changed,
    ...(otherPolicies ? { policyKeys } : {}),
  };
}

type Doing = { enrol: Enrol[]; correct: Correct[]; place: Place[]; leave: Leave[] };

const subjectOf = ({ values }: Row) =>
  values.pupilCode ? `${values.fullName} (${values.pupilCode})` : values.fullName;

const laterOf = (one: string, other: string) => (one > other ? one : other);

/** The day of something that happens in the year while the year runs; before or after it, its first or last day. */
function dayWithin({ target, year }: Ground): string {
  if (target.today < year.from) return year.from;
  return [target.today, year.until].sort()[0] ?? target.today;
}

function planNew(row: Row, before: PupilRecord | undefined, ground: Ground, work: Doing): Change | undefined {
  const { values } = row;
  const klass = ground.classes.get(classKey(values.className));
  if (!klass || (values.status && leavings[values.status])) return undefined;
  const { elsewhere } = ground;
  const personId =
    before?.personId ??
    elsewhere.byCitizenNumber.get(values.citizenNumber ?? '') ??
    elsewhere.byMinistryCode.get(values.ministryCode ?? '');
  const start = values.fromDay ?? ground.year.from;
  work.enrol.push({
    person: { ...personOf(values, values.fullName), ...(personId === undefined ? {} : { personId }) },
    ...said({ pupilCode: values.pupilCode ?? values.ministryCode ?? before?.values.pupilCode, grade: values.grade }),
    classId: klass.classId,
    fromDay: laterOf(before?.untilDay ?? start, start),
    cameBy: before ? 'returned' : values.status === 'transferred-in' ? 'transferred' : 'admitted',
    ...(values.policyKey ? { policyKeys: [values.policyKey] } : {}),
    details: detailsOf(values),
  });
  return {
    row: row.row,
    kind: 'added',
    subject: subjectOf(row),
    fields: differences<PupilRow>(values, {}, ['className']),
  };
}

function planKnown(
  row: Row,
  record: PupilRecord,
  ground: Ground,
  columns: (keyof PupilRow & string)[],
  work: Doing,
): Change | undefined {
  const { values } = row;
  const fields = differences<PupilRow>(values, record.values, columns);
  if (fields.length > 0) {
    const changed = fields.map(field => field.column);
    const news = Object.fromEntries(
      Object.entries(values).filter(([key]) => changed.includes(key)),
    ) as Partial<PupilRow>;
    work.correct.push({
      enrolmentId: record.enrolmentId,
      person: { ...personOf(news, values.fullName), personId: record.personId },
      details: detailsOf(news),
      changed,
      ...(news.policyKey ? { policyKeys: [news.policyKey] } : {}),
    });
  }
  const leftBy = values.status && leavings[values.status];
  if (leftBy) {
    work.leave.push({ enrolmentId: record.enrolmentId, day: dayWithin(ground), leftBy });
    fields.push({ column: 'status', before: record.values.status, after: values.status });
  } else fields.push(...planPlace(row, record, ground, work));
  return fields.length === 0 ? undefined : { row: row.row, kind: 'changed', subject: subjectOf(row), fields };
}

/** Another class of the year is a move; a class of the next year is going up, or repeating in the same grade. */
function planPlace({ values }: Row, record: PupilRecord, ground: Ground, work: Doing): Change['fields'] {
  const klass = ground.classes.get(classKey(values.className));
  const { place } = record;
  if (!klass || (place && place.schoolYear > ground.target.schoolYear)) return [];
  const grade = klass.grades.length === 1 ? klass.grades[0] : (values.grade ?? place?.grade);
  const sameYear = place?.schoolYear === ground.target.schoolYear;
  if (sameYear && place.classId === klass.classId && place.grade === grade) return [];
  const cameBy = sameYear ? 'moved' : !place ? 'enrolled' : grade === place.grade ? 'repeating' : 'promoted';
  const day = sameYear ? dayWithin(ground) : laterOf(record.fromDay, ground.year.from);
  work.place.push({
    enrolmentId: record.enrolmentId,
    classId: klass.classId,
    ...(grade === undefined ? {} : { grade }),
    cameBy,
    day,
  });
  return [{ column: 'className', before: record.values.className, after: klass.name }];
}

/** Rows that speak of one pupil twice: the faults stand at both. */
function rowsTwice(rows: readonly Row[], matches: ReturnType<typeof matchRows>): Map<Row, Found[]> {
  const faults = new Map<Row, Found[]>();
  const add = (row: Row, found: Found) => faults.set(row, [...(faults.get(row) ?? []), found]);
  for (const same of groupBy(rows, row => matches.get(row)?.record.enrolmentId.toString()).values()) {
    for (const row of same.length > 1 ? same : [])
      add(row, say.matchedTwice(same.filter(other => other !== row).map(other => other.row)));
  }
  for (const same of groupBy(rows, row => `${nameAndBirth(row.values)} ${classKey(row.values.className)}`).values()) {
    if (same.length < 2) continue;
    const codes = same.flatMap(
      row => row.values.pupilCode ?? row.values.ministryCode ?? row.values.citizenNumber ?? [],
    );
    const apart = codes.length === same.length;
    for (const row of same)
      add(
        row,
        say.writtenTwice(
          same.filter(other => other !== row).map(other => other.row),
          apart ? 'warning' : 'error',
        ),
      );
  }
  return faults;
}

function faultsOf(row: Row, match: Match | undefined, ground: Ground): Found[] {
  const { values } = row;
  const record = match?.record;
  const found: Found[] = [];
  const klass = ground.classes.get(classKey(values.className));
  const leaves = values.status && leavings[values.status];
  if (!klass && !leaves)
    found.push(
      say.noSuchClass(
        values.className,
        ground.target.schoolYear,
        [...ground.classes.values()].map(each => each.name),
      ),
    );
  if (klass && klass.grades.length > 1 && !leaves && !klass.grades.includes(values.grade ?? record?.place?.grade ?? -1))
    found.push(say.gradeNeeded(klass.name, klass.grades));
  if (klass && values.grade !== undefined && !klass.grades.includes(values.grade))
    found.push(say.gradeNotOfClass(klass.name, klass.grades));
  if (leaves && !record) found.push(say.leftBefore());
  if (leaves && record && !record.leftBy && record.fromDay >= dayWithin(ground)) found.push(say.leavesTooEarly());
  if (record && isSomeoneElse(values, record.values))
    found.push(say.someoneElse(record.values.fullName ?? '', record.values.birthDay ?? ''));
  if (match?.by === 'name') found.push(say.sameNameAndBirth(record?.values.pupilCode ?? ''));
  if (record?.place && record.place.schoolYear > ground.target.schoolYear)
    found.push(say.laterYear(record.place.schoolYear));
  if (!record) {
    const namesake = ground.byName.get(nameAndBirth(values))?.find(other => !other.leftBy);
    if (namesake)
      found.push(
        say.maybeKnown(
          namesake.values.pupilCode ?? '',
          classKey(namesake.values.className ?? '') === classKey(values.className) ? 'error' : 'warning',
        ),
      );
  }
  return [...found, ...numberFaults(row, record, ground)];
}

/** Numbers that belong to someone else. A person of another school is never named. */
function numberFaults({ values }: Row, record: PupilRecord | undefined, { elsewhere, byPerson }: Ground): Found[] {
  const found: Found[] = [];
  const holders = [
    ['citizenNumber', elsewhere.byCitizenNumber.get(values.citizenNumber ?? '')],
    ['ministryCode', elsewhere.byMinistryCode.get(values.ministryCode ?? '')],
  ] as const;
  for (const [column, holder] of holders) {
    if (holder === undefined || holder === record?.personId) continue;
    const here = byPerson.get(holder);
    if (here) found.push(say.heldHere(column, here.values.fullName ?? '', here.values.pupilCode ?? ''));
    else if (elsewhere.isElsewhere(holder)) found.push(say.heldElsewhere(column));
    else if (record || !elsewhere.agrees(holder, values)) found.push(say.heldBySomeone(column));
  }
  const isOtherCode =
    record?.values.ministryCode && values.ministryCode && record.values.ministryCode !== values.ministryCode;
  if (isOtherCode) found.push(say.codeFixed(record.values.ministryCode ?? ''));
  return found;
}
