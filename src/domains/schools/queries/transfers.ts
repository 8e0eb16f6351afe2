import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

export interface TransferLine {
  fromSchoolId: number;
  transferId: number;
  enrolmentId: number;
  fullName: string;
  birthDay: string | null;
  grade: number;
  otherSchool: string | null;
  reason: string;
  askedOn: string;
  state: 'waiting' | 'accepted' | 'refused' | 'withdrawn' | 'outside';
  answerReason: string | null;
  answeredOn: string | null;
}

/** Transfers out of and into a school, the waiting ones first. */
export async function listTransfers(
  db: Query<'schools'>,
  schoolId: number,
  today: string,
): Promise<{ out: TransferLine[]; into: TransferLine[] }> {
  const { rows } = await sql<TransferLine & { isOut: boolean }>`
    select t.school_id as "fromSchoolId", t.transfer_id as "transferId", t.enrolment_id as "enrolmentId", t.pupil_name as "fullName", t.birth_day as "birthDay", t.grade, t.reason, t.asked_on as "askedOn",
      coalesce(t.to_outside, place.name) as "otherSchool", a.reason as "answerReason", a.answered_on as "answeredOn", t.school_id = ${schoolId} as "isOut",
      case when t.withdrawn_on is not null then 'withdrawn' when t.to_outside is not null then 'outside' when a.accepted then 'accepted' when a.accepted is false then 'refused' else 'waiting' end as state
    from schools.transfer t
    left join schools.transfer_answer a on a.from_school_id = t.school_id and a.transfer_id = t.transfer_id
    left join directory.published_place place on place.place_id = case when t.school_id = ${schoolId} then t.to_school_id else t.school_id end and place.from_day <= ${today} and ${today} < place.until_day
    where t.school_id = ${schoolId} or t.to_school_id = ${schoolId}
    order by a.answered_on is not null or t.withdrawn_on is not null, t.asked_on desc, t.transfer_id desc`.execute(db);
  return { out: rows.filter(row => row.isOut), into: rows.filter(row => !row.isOut && row.state !== 'withdrawn') };
}
