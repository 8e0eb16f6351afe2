import type { RowFault } from '#platform/sheets/index.ts';
import { changePupils } from '../commands/enrol-pupils.ts';
import { type PupilRecord, pupilRecords } from '../queries/pupil-records.ts';
import { groupBy, knownElsewhere } from './match-people.ts';
import { type Change, differences, fault, type Importer, inParts } from './plan.ts';
import { type IdentityColumns, type IdentityRow, identitySheet } from './pupil-sheet.ts';
import { detailsOf, personOf } from './pupils.ts';

type Found = RowFault<IdentityColumns>;
type Correct = Parameters<typeof changePupils.run>[1]['pupils'][number];

const columns = [
  'birthDay',
  'sex',
  'ethnicKey',
  'nationality',
  'province',
  'district',
  'commune',
  'fatherName',
  'fatherBirthYear',
  'motherName',
  'motherBirthYear',
  'citizenNumber',
] as const;

const say = {
  unknown: (): Found =>
    fault(
      'ministryCode',
      'unknownCode',
      ['Trường không có học sinh mang mã này.', 'The school has no pupil with this code.'],
      [
        'Tệp này không có họ tên nên chỉ cập nhật học sinh đã có: sửa mã, hoặc nhập danh sách học sinh trước.',
        'This file carries no name, so it only updates pupils already known: mend the code, or bring in the pupils first.',
      ],
    ),
  twice: (rows: number[]): Found =>
    fault(
      'ministryCode',
      'matchedTwice',
      [`Cùng một học sinh với dòng ${rows.join(', ')}.`, `The same pupil as in row ${rows.join(', ')}.`],
      ['Giữ lại một dòng.', 'Keep one of the rows.'],
    ),
  held: (here: string | undefined): Found =>
    fault(
      'citizenNumber',
      here ? 'numberHeldHere' : 'numberHeldElsewhere',
      here
        ? [`Số này là của ${here} cùng trường.`, `This is the number of ${here} of this school.`]
        : ['Số này đã ghi cho một người ngoài trường.', 'This number is recorded for someone outside the school.'],
      [
        'Đối chiếu giấy khai sinh rồi sửa; nếu đúng, báo Phòng hoặc Sở GDĐT.',
        'Check the birth certificate and mend it; if it is right, tell the office above.',
      ],
    ),
};

/** The ministry's identity update: says more of pupils already known by their code; adds and removes nobody. */
export const identities: Importer<IdentityColumns> = {
  spec: identitySheet,

  async rows(db, { schoolId, schoolYear }) {
    const records = await pupilRecords(db, schoolId, schoolYear);
    return records
      .filter(record => record.values.className !== undefined && !record.leftBy)
      .map(
        ({ values }): IdentityRow => ({
          className: values.className,
          ministryCode: values.ministryCode ?? values.pupilCode ?? '',
          birthDay: values.birthDay,
          sex: values.sex,
          ethnicKey: values.ethnicKey,
          nationality: values.nationality,
          province: values.province,
          district: values.district,
          commune: values.commune,
          fatherName: values.fatherName,
          fatherBirthYear: values.fatherBirthYear,
          motherName: values.motherName,
          motherBirthYear: values.motherBirthYear,
          citizenNumber: values.citizenNumber,
        }),
      );
  },

  async plan(db, target, reading) {
    const { rows } = reading;
    const records = await pupilRecords(db, target.schoolId, target.schoolYear);
    const byMinistryCode = new Map(records.map(record => [record.values.ministryCode, record]));
    const byCode = new Map(records.map(record => [record.values.pupilCode, record]));
    const byPerson = new Map(records.map(record => [record.personId, record]));
    const elsewhere = await knownElsewhere(
      db,
      target.schoolId,
      rows.map(({ values }) => ({ citizenNumber: values.citizenNumber })),
    );
    const known = new Map(
      rows.map(row => [row, byMinistryCode.get(row.values.ministryCode) ?? byCode.get(row.values.ministryCode)]),
    );
    const sameRecord = groupBy(rows, row => known.get(row)?.enrolmentId.toString());
    const changes: Change[] = [];
    const correct: Correct[] = [];
    let unchanged = 0;
    const faults = rows.flatMap(row => {
      const { values } = row;
      const record: PupilRecord | undefined = known.get(row);
      const holder = elsewhere.byCitizenNumber.get(values.citizenNumber ?? '');
      const others = (sameRecord.get(String(record?.enrolmentId)) ?? []).filter(other => other !== row);
      const found = [
        ...(record ? [] : [say.unknown()]),
        ...(others.length > 0 ? [say.twice(others.map(other => other.row))] : []),
        ...(record && holder !== undefined && holder !== record.personId
          ? [say.held(byPerson.get(holder)?.values.fullName)]
          : []),
      ];
      if (found.length > 0 || !record) return found.map(each => reading.faultAt(row.row, each));
      const fields = differences<IdentityRow>(values, record.values, columns);
      if (fields.length === 0) {
        unchanged++;
        return [];
      }
      const changed = fields.map(field => field.column);
      const news: Partial<IdentityRow> = Object.fromEntries(
        Object.entries(values).filter(([key]) => changed.includes(key)),
      );
      const fullName = record.values.fullName ?? '';
      // The code found the pupil; it is not itself news.
      const { ministryCode: _, ...rest } = news;
      correct.push({
        enrolmentId: record.enrolmentId,
        person: { ...personOf(rest, fullName), personId: record.personId },
        details: detailsOf(rest),
        changed,
      });
      changes.push({ row: row.row, kind: 'changed', subject: `${fullName} (${values.ministryCode})`, fields });
      return [];
    });
    return {
      changes,
      faults,
      unchanged,
      steps: inParts(correct, (work, part) => work.also(changePupils, { schoolId: target.schoolId, pupils: part })),
    };
  },
};
