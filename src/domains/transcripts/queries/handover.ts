import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { may } from '../access.ts';
import { TranscriptFacts } from '../rules/transcript-facts.ts';

export interface PupilOfHandover {
  schoolId: number;
  enrolmentId: number;
  name: string;
  code: string;
  birthDay: string | null;
  school: string;
  schoolCode: string | null;
  mayIssue: boolean;
  maySeal: boolean;
}

/** The pupil whose papers go out. @throws NotAllowed where the actor does not issue papers at that school */
export async function getPupil(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  enrolmentId: number,
  today: string,
): Promise<PupilOfHandover> {
  const rule = may(actor);
  const { rows } =
    await sql<PupilOfHandover>`select e.school_id as "schoolId", e.enrolment_id as "enrolmentId", e.full_name as name, e.pupil_code as code, e.birth_day as "birthDay",
      coalesce(p.name, '') as school, p.moet_code as "schoolCode", ${rule.issue(sql<number>`e.school_id`)} as "mayIssue", ${rule.seal(sql<number>`e.school_id`)} as "maySeal"
    from schools.published_enrolment e
    left join lateral (select name, moet_code from directory.published_place n where n.place_id = e.school_id
      order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1) p on true
    where e.school_id = ${schoolId} and e.enrolment_id = ${enrolmentId} and ${rule.issue(sql<number>`e.school_id`)}`.execute(
      db,
    );
  const [found] = rows;
  if (!found) throw new NotAllowed();
  return found;
}

export interface TranscriptHeld {
  transcriptId: number;
  publicId: string;
  schoolYear: string;
  grade: number;
  version: number;
  madeAt: Date;
  facts: TranscriptFacts;
  /** The last signature there is; null: not signed at all. */
  signedAs: 'homeroom' | 'principal' | 'seal' | null;
  pdfSha256: string | null;
  xmlSha256: string | null;
}

/** The newest transcript of each year of the pupil's stay at this school that was not revoked, with its last signed files. */
export async function transcriptsOf(
  db: Query<'transcripts'>,
  schoolId: number,
  enrolmentId: number,
): Promise<TranscriptHeld[]> {
  const { rows } = await sql<Omit<TranscriptHeld, 'facts'> & { facts: unknown }>`
    select t.transcript_id as "transcriptId", t.public_id as "publicId", t.school_year as "schoolYear", t.grade, t.version, t.made_at as "madeAt", t.facts,
      s.role as "signedAs", s.pdf_sha256 as "pdfSha256", s.xml_sha256 as "xmlSha256"
    from transcripts.transcript t
    left join lateral (select role, pdf_sha256, xml_sha256 from transcripts.signature s where s.school_id = t.school_id and s.transcript_id = t.transcript_id
      order by array_position('{homeroom,principal,seal}'::text[], s.role) desc limit 1) s on true
    where t.school_id = ${schoolId} and t.enrolment_id = ${enrolmentId}
      and not exists (select from transcripts.transcript n where n.school_id = t.school_id and n.supersedes_id = t.transcript_id)
      and not exists (select from transcripts.revocation r where r.school_id = t.school_id and r.transcript_id = t.transcript_id)
    order by t.school_year`.execute(db);
  return rows.map(row => ({ ...row, facts: TranscriptFacts.parse(row.facts) }));
}

export interface HandoverLine {
  handoverId: number;
  kind: 'extract' | 'package-out' | 'package-in';
  toWhom: string | null;
  keptFileId: number | null;
  at: Date;
  by: string | null;
  why: string | null;
  number: string | null;
}

/** What of this pupil left the house and came in, the newest first. */
export async function handoversOf(
  db: Query<'transcripts'>,
  schoolId: number,
  enrolmentId: number,
): Promise<HandoverLine[]> {
  const { rows } =
    await sql<HandoverLine>`select h.handover_id as "handoverId", h.kind, h.to_whom as "toWhom", h.kept_file_id as "keptFileId", h.at,
      coalesce((select f.full_name from schools.published_staff f where f.school_id = h.school_id and 'person:' || f.person_id = h.by order by f.from_day desc limit 1),
        (select p.full_name from directory.published_person p where p.person_id = substring(h.by from '^person:([0-9]+)$')::bigint)) as by,
      h.manifest ->> 'why' as why, h.manifest ->> 'number' as number
    from transcripts.handover h where h.school_id = ${schoolId} and h.enrolment_id = ${enrolmentId} order by h.at desc, h.handover_id desc`.execute(
      db,
    );
  return rows;
}

/** Results of terms of which no transcript of the school speaks yet: whole ones alone. */
export async function resultsUnderWay(
  db: Query<'transcripts'>,
  schoolId: number,
  enrolmentId: number,
  yearsKnown: string[],
) {
  const { rows } = await sql<{
    schoolYear: string;
    term: 1 | 2;
    subjectKey: string;
    subject: string;
    kind: string;
    tenths: number | null;
    level: string | null;
  }>`
    select r.school_year as "schoolYear", r.period as term, r.subject_key as "subjectKey", s.name as subject, r.kind, r.tenths, r.level
    from gradebook.published_subject_result r join schools.published_subject s on s.subject_key = r.subject_key
    where r.school_id = ${schoolId} and r.enrolment_id = ${enrolmentId} and r.period in (1, 2) and r.missing = 0 and not r.exempt
      and r.school_year <> all (${yearsKnown}::text[]) order by r.school_year, r.period, s.position`.execute(db);
  return rows;
}

export interface Arrival {
  enrolmentId: number;
  name: string;
  code: string;
  fromSchoolId: number;
  fromEnrolmentId: number;
  from: string;
  cameOn: string;
  isTaken: boolean;
}

/** Pupils who came from schools of the province within a year, by the transfer that this school accepted. */
export async function arrivalsAt(db: Query<'transcripts'>, schoolId: number, today: string): Promise<Arrival[]> {
  const { rows } =
    await sql<Arrival>`select e.enrolment_id as "enrolmentId", e.full_name as name, e.pupil_code as code, a.from_school_id as "fromSchoolId",
      a.from_enrolment_id as "fromEnrolmentId", a.came_on as "cameOn",
      coalesce((select n.name from directory.published_place n where n.place_id = a.from_school_id order by n.from_day desc limit 1), '') as from,
      exists (select from transcripts.handover h where h.school_id = a.school_id and h.enrolment_id = a.enrolment_id and h.kind = 'package-in') as "isTaken"
    from schools.published_arrival a join schools.published_enrolment e on e.school_id = a.school_id and e.enrolment_id = a.enrolment_id
    where a.school_id = ${schoolId} and a.came_on > ${today}::date - 366 order by a.came_on desc, e.sort_key limit 200`.execute(
      db,
    );
  return rows;
}

/** Pupils who are at the school today, for whom a package may be; those with its code first. */
export async function likelyPupils(
  db: Query<'transcripts'>,
  schoolId: number,
  code: string,
  name: string,
  today: string,
): Promise<{ enrolmentId: number; label: string }[]> {
  const { rows } = await sql<{ enrolmentId: number; label: string }>`select e.enrolment_id as "enrolmentId",
      e.full_name || ' · ' || e.pupil_code || coalesce(' · ' || to_char(e.birth_day, 'DD/MM/YYYY'), '') as label
    from schools.published_enrolment e where e.school_id = ${schoolId} and e.from_day <= ${today} and ${today} < e.until_day
      and (e.pupil_code = ${code} or e.full_name = ${name}) order by e.pupil_code = ${code} desc, e.sort_key limit 20`.execute(
    db,
  );
  return rows;
}

/** The school a page is about. @throws NotAllowed where the actor does not issue or take in papers there */
export async function getOffice(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  today: string,
): Promise<{ schoolId: number; name: string }> {
  const { rows } = await sql<{
    schoolId: number;
    name: string;
  }>`select s.school_id as "schoolId", coalesce((select n.name from directory.published_place n where n.place_id = s.school_id
      order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1), '') as name
    from schools.published_school s where s.school_id = ${schoolId} and ${may(actor).issue(sql<number>`s.school_id`)}`.execute(
    db,
  );
  const [found] = rows;
  if (!found) throw new NotAllowed();
  return found;
}

/** The content of a file that was handed over or taken in for this pupil. @throws NotAllowed where there is none such */
export async function findHandedOver(
  db: Query<'transcripts'>,
  schoolId: number,
  enrolmentId: number,
  keptFileId: number,
): Promise<void> {
  const { rows } =
    await sql`select from transcripts.handover h where h.school_id = ${schoolId} and h.enrolment_id = ${enrolmentId}
    and h.kept_file_id = ${keptFileId}`.execute(db);
  if (rows.length === 0) throw new NotAllowed();
}
