import { sql } from 'kysely';
import { mayGradebook } from '#gradebook';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { may } from '../access.ts';
import type { SigningRole } from '../rules/signing-order.ts';
import { factsHash } from '../rules/transcript-facts.ts';
import { type PupilYear, readClassYear } from './class-facts.ts';
import { type CourseStanding, readCourseStandings } from './course-confirmations.ts';

export interface ClassSeen {
  schoolId: number;
  classId: number;
  name: string;
  schoolYear: string;
  isApproved: boolean;
  mayMake: boolean;
  maySignAs: SigningRole[];
  /** Sees the pupils; whoever only teaches here sees the courses. */
  mayRead: boolean;
}

export interface PupilLine {
  enrolmentId: number;
  name: string;
  waitsFor: PupilYear['waitsFor'];
  transcript:
    | { transcriptId: number; version: number; isRevoked: boolean; signed: SigningRole[]; isDevelopment: boolean }
    | undefined;
  /** The gradebook says something else now than the transcript does. */
  isChanged: boolean;
}

interface Newest {
  enrolment_id: number;
  transcript_id: number;
  version: number;
  facts_sha256: string;
  is_revoked: boolean;
  signed: SigningRole[];
  is_development: boolean;
}

/** A class with its courses, and for those who may its pupils: ten statements, whatever its size. @throws NotAllowed */
export async function readClassTranscripts(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  classId: number,
): Promise<{ klass: ClassSeen; courses: (CourseStanding & { mayConfirm: boolean })[]; pupils: PupilLine[] }> {
  const rule = may(actor);
  const [school, of] = [sql<number>`c.school_id`, sql<number>`c.class_id`];
  const { rows } = await sql<{
    name: string;
    schoolYear: string;
    mayIssue: boolean;
    mayLead: boolean;
    maySign: boolean;
    maySeal: boolean;
    mayRead: boolean;
    subjects: string[];
  }>`select c.name, c.school_year as "schoolYear", ${rule.issue(school)} as "mayIssue", ${rule.signAsHomeroom(school, of)} as "mayLead",
      ${rule.signAsPrincipal(school)} as "maySign", ${rule.seal(school)} as "maySeal", ${rule.readClass(school, of)} as "mayRead",
      array(select g.subject_key from gradebook.published_course g where g.school_id = c.school_id and g.class_id = c.class_id
        and ${rule.confirm(sql<number>`g.school_id`, sql<number>`g.class_id`, sql<string>`g.subject_key`)}) as subjects
    from schools.published_class c where c.school_id = ${schoolId} and c.class_id = ${classId} and ${mayGradebook(actor).visitClass(school, of)}`.execute(
    db,
  );
  const [row] = rows;
  const year = row && (await readClassYear(db, schoolId, classId, row.mayRead ? undefined : []));
  if (!row || !year) throw new NotAllowed();
  const courses = await readCourseStandings(db, schoolId, { classId });
  const newest = row.mayRead ? await readNewest(db, schoolId, classId) : new Map<number, Newest>();
  return {
    klass: {
      schoolId,
      classId,
      name: row.name,
      schoolYear: row.schoolYear,
      isApproved: year.isApproved,
      mayMake: row.mayIssue || row.mayLead,
      maySignAs: [
        ...(row.mayLead ? (['homeroom'] as const) : []),
        ...(row.maySign ? (['principal'] as const) : []),
        ...(row.maySeal ? (['seal'] as const) : []),
      ],
      mayRead: row.mayRead,
    },
    courses: courses.map(course => ({ ...course, mayConfirm: row.subjects.includes(course.subjectKey) })),
    pupils: year.pupils.map(pupil => lineOf(pupil, newest.get(pupil.enrolmentId))),
  };
}

function lineOf({ enrolmentId, name, waitsFor, facts }: PupilYear, found: Newest | undefined): PupilLine {
  return {
    enrolmentId,
    name,
    waitsFor,
    transcript: found && {
      transcriptId: found.transcript_id,
      version: found.version,
      isRevoked: found.is_revoked,
      signed: found.signed,
      isDevelopment: found.is_development,
    },
    isChanged:
      found !== undefined && facts !== undefined && (found.is_revoked || factsHash(facts) !== found.facts_sha256),
  };
}

async function readNewest(db: Query<'transcripts'>, schoolId: number, classId: number): Promise<Map<number, Newest>> {
  const { rows } =
    await sql<Newest>`select distinct on (t.enrolment_id) t.enrolment_id, t.transcript_id, t.version, t.facts_sha256, r.transcript_id is not null as is_revoked,
      array(select s.role from transcripts.signature s where s.school_id = t.school_id and s.transcript_id = t.transcript_id) as signed,
      exists (select from transcripts.signature s where s.school_id = t.school_id and s.transcript_id = t.transcript_id and s.is_development) as is_development
    from transcripts.transcript t left join transcripts.revocation r on r.school_id = t.school_id and r.transcript_id = t.transcript_id
    where t.school_id = ${schoolId} and t.class_id = ${classId} order by t.enrolment_id, t.version desc`.execute(db);
  return new Map(rows.map(row => [row.enrolment_id, row]));
}
