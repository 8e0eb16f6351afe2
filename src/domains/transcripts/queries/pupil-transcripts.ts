import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { may } from '../access.ts';
import type { SigningRole } from '../rules/signing-order.ts';

export interface TranscriptLine {
  transcriptId: number;
  publicId: string;
  schoolYear: string;
  grade: number;
  className: string;
  classId: number;
  version: number;
  why: string | null;
  madeAt: Date;
  isNewest: boolean;
  revoked: { at: string; reason: string } | null;
  signatures: { role: SigningRole; name: string; at: string; isDevelopment: boolean }[];
  /** May see more than what is finished. */
  isOffice: boolean;
}

export interface PupilSeen {
  schoolId: number;
  enrolmentId: number;
  name: string;
  mayRevoke: boolean;
  isOffice: boolean;
  transcripts: TranscriptLine[];
}

/** One pupil's transcripts at a school, every version. A family sees those that bear the seal. @throws NotAllowed */
export async function readPupilTranscripts(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  enrolmentId: number,
): Promise<PupilSeen> {
  const rule = may(actor);
  const { rows: pupils } = await sql<{ name: string; mayRevoke: boolean; isFamily: boolean; isOffice: boolean }>`
    select e.full_name as name, ${rule.signAsPrincipal(sql<number>`e.school_id`)} as "mayRevoke",
      ${rule.isFamily(sql<number>`e.person_id`)} as "isFamily",
      (${rule.read(sql<number>`e.school_id`)} or exists (select from schools.published_class_place seat where seat.school_id = e.school_id and seat.enrolment_id = e.enrolment_id
        and ${rule.readClass(sql<number>`seat.school_id`, sql<number>`seat.class_id`)})) as "isOffice"
    from schools.published_enrolment e where e.school_id = ${schoolId} and e.enrolment_id = ${enrolmentId}`.execute(db);
  const [pupil] = pupils;
  if (!pupil || !(pupil.isFamily || pupil.isOffice)) throw new NotAllowed();
  const { rows } =
    await sql<TranscriptLine>`select t.transcript_id as "transcriptId", t.public_id as "publicId", t.school_year as "schoolYear", t.grade, t.class_id as "classId",
      t.facts->>'className' as "className", t.version, t.why, t.made_at as "madeAt",
      not exists (select from transcripts.transcript n where n.school_id = t.school_id and n.supersedes_id = t.transcript_id) as "isNewest",
      (select json_build_object('at', r.at, 'reason', r.reason) from transcripts.revocation r where r.school_id = t.school_id and r.transcript_id = t.transcript_id) as revoked,
      coalesce((select json_agg(json_build_object('role', s.role, 'name', s.signer_name, 'at', s.signed_at, 'isDevelopment', s.is_development)
        order by array_position('{homeroom,principal,seal}'::text[], s.role)) from transcripts.signature s
        where s.school_id = t.school_id and s.transcript_id = t.transcript_id), '[]') as signatures,
      ${rule.readClass(sql<number>`t.school_id`, sql<number>`t.class_id`)} as "isOffice"
    from transcripts.transcript t where t.school_id = ${schoolId} and t.enrolment_id = ${enrolmentId} order by t.school_year desc, t.version desc`.execute(
      db,
    );
  const isSealed = (line: TranscriptLine) => line.signatures.some(each => each.role === 'seal');
  return {
    schoolId,
    enrolmentId,
    name: pupil.name,
    mayRevoke: pupil.mayRevoke,
    isOffice: pupil.isOffice,
    transcripts: rows.filter(line => line.isOffice || (pupil.isFamily && isSealed(line))),
  };
}

/** Whether the actor may have a transcript's files: the office any, the family once it bears the seal. @throws NotAllowed */
export async function getReadable(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  transcriptId: number,
): Promise<{ schoolYear: string; className: string; pupilCode: string }> {
  const rule = may(actor);
  const { rows } = await sql<{ schoolYear: string; className: string; pupilCode: string }>`
    select t.school_year as "schoolYear", t.facts->>'className' as "className", e.pupil_code as "pupilCode"
    from transcripts.transcript t join schools.published_enrolment e on e.school_id = t.school_id and e.enrolment_id = t.enrolment_id
    where t.school_id = ${schoolId} and t.transcript_id = ${transcriptId}
      and (${rule.readClass(sql<number>`t.school_id`, sql<number>`t.class_id`)} or (${rule.isFamily(sql<number>`e.person_id`)}
        and exists (select from transcripts.signature s where s.school_id = t.school_id and s.transcript_id = t.transcript_id and s.role = 'seal')))`.execute(
    db,
  );
  const [found] = rows;
  if (!found) throw new NotAllowed();
  return found;
}
