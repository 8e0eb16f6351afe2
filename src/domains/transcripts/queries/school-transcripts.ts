import { sql } from 'kysely';
import { mayGradebook } from '#gradebook';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { may } from '../access.ts';
import { isYearApproved } from './class-facts.ts';
import { type CourseStanding, readCourseStandings } from './course-confirmations.ts';

/** The school whose transcripts are shown, in the year asked for, and what the one who asks may do. */
export interface SchoolSeen {
  schoolId: number;
  school: string;
  schoolYear: string;
  years: string[];
  mayIssue: boolean;
  maySign: boolean;
  maySeal: boolean;
  /** Everything of the school; whoever only works here sees their own part. */
  mayRead: boolean;
}

/** The year asked for, else the newest whose results were approved, else the newest. @throws NotAllowed for those outside */
export async function getSchool(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  today: string,
  yearAsked?: string,
): Promise<SchoolSeen> {
  const rule = may(actor);
  const school = sql<number>`s.school_id`;
  const { rows } = await sql<Omit<SchoolSeen, 'schoolYear'> & { approved: string | null }>`
    select s.school_id as "schoolId", ${nameOf(today)} as school,
      array(select distinct c.school_year from schools.published_class c where c.school_id = s.school_id order by 1 desc) as years,
      (select max(k.school_year) from gradebook.published_year_closing k where k.school_id = s.school_id and k.what = 'approved') as approved,
      ${rule.issue(school)} as "mayIssue", ${rule.signAsPrincipal(school)} as "maySign", ${rule.seal(school)} as "maySeal", ${rule.read(school)} as "mayRead"
    from schools.published_school s where s.school_id = ${schoolId} and (${rule.read(school)} or ${worksAt(actor)})`.execute(
    db,
  );
  const [found] = rows;
  if (!found) throw new NotAllowed();
  const { approved, ...seen } = found;
  return { ...seen, schoolYear: seen.years.find(year => year === yearAsked) ?? approved ?? seen.years[0] ?? '' };
}

/** The name of the school in the row `s`, as it is today or as it last was. */
const nameOf = (
  today: string,
) => sql<string>`(select name from directory.published_place n where n.place_id = s.school_id
  order by (n.from_day <= ${today} and ${today} < n.until_day) desc, n.from_day desc limit 1)`;

const worksAt = (actor: Actor) =>
  actor.personId === null
    ? sql<boolean>`false`
    : sql<boolean>`exists (select from schools.published_staff p where p.school_id = s.school_id and p.person_id = ${actor.personId}
        and p.from_day <= ${actor.day} and ${actor.day} < p.until_day)`;

export interface ClassLine {
  classId: number;
  name: string;
  grades: number[];
  isApproved: boolean;
  /** Pupils with a result of the year, and those of them whose year is whole and decided. */
  pupils: number;
  ready: number;
  /** Newest transcripts that hold, and how many of them are signed as. */
  made: number;
  homeroom: number;
  principal: number;
  seal: number;
  superseded: number;
  revoked: number;
  /** `mayConfirm`: whoever asks teaches it. */
  courses: (CourseStanding & { mayConfirm: boolean })[];
}

/** The classes of a year that the one who asks may visit, with how far their transcripts are. Two statements, whatever the school's size. */
export async function readClassLines(
  db: Query<'transcripts'>,
  actor: Actor,
  schoolId: number,
  schoolYear: string,
): Promise<ClassLine[]> {
  const { rows } = await sql<Omit<ClassLine, 'courses'> & { subjects: string[] }>`
    with made as (
      select t.class_id, t.transcript_id, n.transcript_id is not null as is_old, r.transcript_id is not null as is_revoked
      from transcripts.transcript t
      left join transcripts.transcript n on n.school_id = t.school_id and n.supersedes_id = t.transcript_id
      left join transcripts.revocation r on r.school_id = t.school_id and r.transcript_id = t.transcript_id
      where t.school_id = ${schoolId} and t.school_year = ${schoolYear}),
    signed as (
      select m.class_id, s.role, count(*)::int as n from made m join transcripts.signature s on s.school_id = ${schoolId} and s.transcript_id = m.transcript_id
      where not m.is_old and not m.is_revoked group by m.class_id, s.role),
    ends as (
      select r.class_id, count(*)::int as pupils, count(*) filter (where r.is_whole and coalesce(p.outcome, r.outcome) in ('promoted', 'not-promoted'))::int as ready
      from gradebook.published_result r left join gradebook.published_result p
        on p.school_id = r.school_id and p.enrolment_id = r.enrolment_id and p.school_year = r.school_year and p.period = 4
      where r.school_id = ${schoolId} and r.school_year = ${schoolYear} and r.period = 3 group by r.class_id)
    select c.class_id as "classId", c.name, c.grades, ${isYearApproved(sql`c.school_id`, sql`c.class_id`)} as "isApproved",
      coalesce(ends.pupils, 0) as pupils, coalesce(ends.ready, 0) as ready,
      (select count(*)::int from made m where m.class_id = c.class_id and not m.is_old and not m.is_revoked) as made,
      (select count(*)::int from made m where m.class_id = c.class_id and m.is_old) as superseded,
      (select count(*)::int from made m where m.class_id = c.class_id and m.is_revoked) as revoked,
      coalesce((select n from signed where class_id = c.class_id and role = 'homeroom'), 0) as homeroom,
      coalesce((select n from signed where class_id = c.class_id and role = 'principal'), 0) as principal,
      coalesce((select n from signed where class_id = c.class_id and role = 'seal'), 0) as seal,
      array(select g.subject_key from gradebook.published_course g where g.school_id = c.school_id and g.class_id = c.class_id
        and ${may(actor).confirm(sql<number>`g.school_id`, sql<number>`g.class_id`, sql<string>`g.subject_key`)}) as subjects
    from schools.published_class c left join ends on ends.class_id = c.class_id
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and not (0 = any (c.grades))
      and ${mayGradebook(actor).visitClass(sql<number>`c.school_id`, sql<number>`c.class_id`)} order by c.grades, c.name`.execute(
    db,
  );
  const courses = await readCourseStandings(db, schoolId, { schoolYear });
  const of = Map.groupBy(courses, course => course.classId);
  return rows.map(({ subjects, ...row }) => ({
    ...row,
    courses: (of.get(row.classId) ?? []).map(course => ({
      ...course,
      mayConfirm: subjects.includes(course.subjectKey),
    })),
  }));
}

export interface OrderSeen {
  signingOrderId: number;
  role: 'homeroom' | 'principal' | 'seal';
  askedAt: Date;
  done: number;
  total: number;
  begunAt: Date | null;
  outcome: 'done' | 'refused' | 'failed' | null;
}

/** Signing of the year that is not done, the newest first. Under a key that was revoked nothing goes on. */
export async function readOpenOrders(
  db: Query<'transcripts'>,
  schoolId: number,
  schoolYear: string,
): Promise<OrderSeen[]> {
  const { rows } =
    await sql<OrderSeen>`select o.signing_order_id as "signingOrderId", o.role, o.asked_at as "askedAt", w.done, coalesce(w.total, 0) as total, w.begun_at as "begunAt", w.outcome
    from transcripts.signing_order o join platform.long_work w on w.school_id = o.school_id and w.long_work_id = o.long_work_id
    where o.school_id = ${schoolId} and o.school_year = ${schoolYear} and w.outcome is distinct from 'done'
      and not exists (select from platform.signer_revocation r where r.signer_id = o.signer_id) order by o.signing_order_id desc limit 5`.execute(
      db,
    );
  return rows;
}
