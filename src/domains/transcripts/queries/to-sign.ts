import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type SigningRole, type ToSign, type WhyNot, whyNotYet } from '../rules/signing-order.ts';
import { readCourseStandings } from './course-confirmations.ts';

export interface Candidate extends ToSign {
  transcriptId: number;
  enrolmentId: number;
  classId: number;
  grade: number;
}

/** The newest transcripts of classes, as the order of signing looks at them: two statements and one a class with marks to compare. */
export async function readCandidates(
  db: Query<'transcripts'>,
  schoolId: number,
  schoolYear: string,
  classIds: readonly number[],
): Promise<Candidate[]> {
  const { rows } = await sql<Omit<Candidate, 'coursesConfirmed'>>`
    select t.transcript_id as "transcriptId", t.enrolment_id as "enrolmentId", t.class_id as "classId", t.grade, true as "isNewest", r.transcript_id is not null as "isRevoked",
      array(select s.role from transcripts.signature s where s.school_id = t.school_id and s.transcript_id = t.transcript_id) as signed
    from transcripts.transcript t
    left join transcripts.revocation r on r.school_id = t.school_id and r.transcript_id = t.transcript_id
    where t.school_id = ${schoolId} and t.school_year = ${schoolYear} and t.class_id = any (${classIds}::bigint[])
      and not exists (select from transcripts.transcript n where n.school_id = t.school_id and n.supersedes_id = t.transcript_id)
    order by t.class_id, t.transcript_id`.execute(db);
  const open = rows.some(row => !row.signed.includes('homeroom'));
  const courses = open ? await readCourseStandings(db, schoolId, { schoolYear }) : [];
  const unconfirmed = new Set(
    courses
      .filter(course => course.state !== 'confirmed' && course.hash !== null)
      .map(course => `${course.classId} ${course.grade}`),
  );
  const known = new Set(courses.map(course => `${course.classId} ${course.grade}`));
  return rows.map(row => {
    const key = `${row.classId} ${row.grade}`;
    return { ...row, coursesConfirmed: known.has(key) && !unconfirmed.has(key) };
  });
}

/** Which of them a role may sign now, and how many not yet, by what they wait for. */
export function sortCandidates(
  role: SigningRole,
  candidates: readonly Candidate[],
): { ready: number[]; notYet: Partial<Record<WhyNot, number>> } {
  const ready: number[] = [];
  const notYet: Partial<Record<WhyNot, number>> = {};
  for (const candidate of candidates) {
    const why = whyNotYet(role, candidate);
    if (why === undefined) ready.push(candidate.transcriptId);
    else notYet[why] = (notYet[why] ?? 0) + 1;
  }
  return { ready, notYet };
}
