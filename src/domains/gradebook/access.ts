import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, type Role, roleAt } from '#platform/access.ts';

/** Who answers for a school's marks: closes terms, approves corrections, publishes, approves promotion (TT 22/2021 art. 18). */
const overseers: readonly Role[] = ['principal', 'deputy'];

/** Who reads all marks of a school: its office, and officers and leaders within their reach. */
const readers: readonly Role[] = [...overseers, 'clerk', 'admin', 'leader', 'officer'];

/** Who settles how an open place of a circular is read: held at a place that nothing stands above. */
const readersOfLaw: readonly Role[] = ['leader', 'officer', 'admin'];

type Place = Expression<number> | number;
type Key = Expression<string> | string;

const or = (...rules: RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(rules, sql` or `)})`;
const never = sql<boolean>`false`;

/** The actor's post at the school on the actor's day. The names are such as no query around a rule has: a column would mean itself. */
const post = (
  actor: Actor,
  school: Place,
) => sql`schools.published_staff rule_post where rule_post.school_id = ${school}
  and rule_post.person_id = ${actor.personId} and rule_post.from_day <= ${actor.day} and ${actor.day} < rule_post.until_day`;

/** The actor holds a post at the school, as anything. */
const worksAt = (actor: Actor, school: Place) => sql<boolean>`exists (select from ${post(actor, school)})`;

/** The actor teaches the subject to the class on the actor's day. */
const teaches = (
  actor: Actor,
  school: Place,
  klass: Place,
  subject: Key,
) => sql<boolean>`exists (select from ${post(actor, school)}
  and exists (select from schools.published_assignment rule_task where rule_task.school_id = rule_post.school_id and rule_task.class_id = ${klass} and rule_task.subject_key = ${subject}
    and rule_task.staff_position_id = rule_post.staff_position_id and rule_task.from_day <= ${actor.day} and ${actor.day} < rule_task.until_day))`;

/** The actor leads the class on the actor's day. */
const leads = (actor: Actor, school: Place, klass: Place) => sql<boolean>`exists (select from ${post(actor, school)}
  and exists (select from schools.published_homeroom rule_lead where rule_lead.school_id = rule_post.school_id and rule_lead.class_id = ${klass}
    and rule_lead.staff_position_id = rule_post.staff_position_id and rule_lead.from_day <= ${actor.day} and ${actor.day} < rule_lead.until_day))`;

/** The actor teaches anything to the class on the actor's day. */
const teachesAny = (
  actor: Actor,
  school: Place,
  klass: Place,
) => sql<boolean>`exists (select from ${post(actor, school)}
  and exists (select from schools.published_assignment rule_task where rule_task.school_id = rule_post.school_id and rule_task.class_id = ${klass}
    and rule_task.staff_position_id = rule_post.staff_position_id and rule_task.from_day <= ${actor.day} and ${actor.day} < rule_task.until_day))`;

/** The actor is the pupil, or looks after the pupil today. */
const isFamilyOf = (
  actor: Actor,
  person: Place,
) => sql<boolean>`(${person} = ${actor.personId} or exists (select from directory.published_guardian rule_kin
  where rule_kin.pupil_person_id = ${person} and rule_kin.guardian_person_id = ${actor.personId} and rule_kin.from_day <= ${actor.day} and ${actor.day} < rule_kin.until_day))`;

/**
 * Who may do what with marks, as conditions on rows (TT 22/2021 art. 18-20). Pass columns named with their table
 * (`sql.ref('course.school_id')`) in a list, numbers where one thing is meant.
 */
export const may = (actor: Actor) => {
  const isHouse = actor.kind === 'system';
  const isNobody = actor.personId === null && !isHouse;
  const byPost = (rule: RawBuilder<boolean>) => (isHouse ? sql<boolean>`true` : isNobody ? never : rule);
  return {
    /** Enter marks and comments: the subject teacher, directly and personally (art. 19). */
    enter: (school: Place, klass: Place, subject: Key) => byPost(teaches(actor, school, klass, subject)),
    /** Bring marks in from a file on a teacher's behalf. */
    bring: (school: Place, klass: Place, subject: Key) =>
      or(roleAt(actor, overseers, school), byPost(teaches(actor, school, klass, subject))),
    /** One course's sheet: its teacher, the homeroom teacher, the office. */
    readCourse: (school: Place, klass: Place, subject: Key) =>
      or(
        roleAt(actor, readers, school),
        byPost(teaches(actor, school, klass, subject)),
        byPost(leads(actor, school, klass)),
      ),
    /** Judge conduct, confirm corrections, hand a class's year in: the homeroom teacher (art. 20). */
    lead: (school: Place, klass: Place) => byPost(leads(actor, school, klass)),
    /** All results of a class: the homeroom teacher and the office. */
    readClass: (school: Place, klass: Place) => or(roleAt(actor, readers, school), byPost(leads(actor, school, klass))),
    /** The list of a class's courses, without marks: also whoever teaches there. */
    visitClass: (school: Place, klass: Place) =>
      or(roleAt(actor, readers, school), byPost(leads(actor, school, klass)), byPost(teachesAny(actor, school, klass))),
    /** The school's gradebook as a list, of which everyone sees their own part: the office, and whoever works there. */
    visit: (school: Place) => or(roleAt(actor, readers, school), byPost(worksAt(actor, school))),
    /** Close and reopen, approve, publish, decide. */
    oversee: (school: Place) => roleAt(actor, overseers, school),
    /** All results of the school. */
    read: (school: Place) => roleAt(actor, readers, school),
    /** What was published of one pupil. */
    isFamily: (person: Place) => (actor.personId === null ? never : isFamilyOf(actor, person)),
    /** Settle how a circular is read: the department's. */
    settleReadings: () =>
      isHouse
        ? sql<boolean>`true`
        : sql<boolean>`exists (select from directory.published_place p where p.kind in ('province', 'department')
          and p.place_id = any (${actor.roles.filter(held => readersOfLaw.includes(held.role)).map(held => held.placeId)}::bigint[]))`,
  };
};

export interface CourseRights {
  mayEnter: boolean;
  mayBring: boolean;
  mayRead: boolean;
  mayOversee: boolean;
}

/**
 * Everything that one may do with a course, for the page that needs it all: the parts of `enter`, `bring`, `readCourse` and
 * `oversee`, each asked once, as one column. `rightsIn` puts them together.
 */
export const courseParts = (rule: ReturnType<typeof may>, school: Place, klass: Place, subject: Key) =>
  sql<
    boolean[]
  >`array[${rule.enter(school, klass, subject)}, ${rule.lead(school, klass)}, ${rule.oversee(school)}, ${rule.read(school)}]`;

export function rightsIn([teaches, leads, oversees, reads]: readonly boolean[]): CourseRights {
  return {
    mayEnter: teaches === true,
    mayBring: oversees === true || teaches === true,
    mayRead: reads === true || teaches === true || leads === true,
    mayOversee: oversees === true,
  };
}
