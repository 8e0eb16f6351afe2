import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, type Role, roleAt } from '#platform/access.ts';

/** Who runs a school's records: its head, deputies and clerk; above it, the office that administers the schools within its reach. */
const runners: readonly Role[] = ['principal', 'deputy', 'clerk', 'admin'];

/** Who reads all of a school: its office, and officers and leaders within their reach. */
const readers: readonly Role[] = [...runners, 'leader', 'officer', 'accountant', 'librarian'];

/** Who says what kind of school a place is, and decides on the frame of the year. */
const founders: readonly Role[] = ['leader', 'officer', 'admin'];

type Place = Expression<number> | number;

const and = (...rules: RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(rules, sql` and `)})`;
const or = (...rules: RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(rules, sql` or `)})`;

/** The actor's post at the school on the actor's day. The names are such as no query around a rule has: a column would mean itself. */
const post = (actor: Actor, school: Place) => sql`schools.staff_position rule_post where rule_post.school_id = ${school}
  and rule_post.person_id = ${actor.personId} and rule_post.from_day <= ${actor.day} and ${actor.day} < rule_post.until_day`;

/** A row of what was given to that post in a class: an assignment, a homeroom, a slot of the timetable. */
const given = (table: RawBuilder<unknown>, klass: Place, more = sql``) =>
  sql`exists (select from ${table} rule_task where rule_task.school_id = rule_post.school_id and rule_task.class_id = ${klass}
    and rule_task.staff_position_id = rule_post.staff_position_id ${more})`;

const assignment = sql`schools.teaching_assignment`;
const homeroom = sql`schools.homeroom`;
const slot = sql`schools.timetable_slot`;

/** The actor works at the school on the actor's day, as anything. */
const worksAt = (actor: Actor, school: Place) => sql<boolean>`exists (select from ${post(actor, school)})`;

/** The actor teaches the class, or is its homeroom teacher, this year: also after an assignment within the year has ended. */
const teachesClass = (actor: Actor, school: Place, klass: Place) =>
  sql<boolean>`exists (select from ${post(actor, school)} and (${given(assignment, klass)} or ${given(homeroom, klass)}))`;

/** The same, while it lasts: who writes into a class's books today. With a subject, its teacher alone. */
const teachesClassNow = (actor: Actor, school: Place, klass: Place, subject?: string) => {
  const now = sql`and rule_task.from_day <= ${actor.day} and ${actor.day} < rule_task.until_day`;
  const inSubject = subject === undefined ? now : sql`${now} and rule_task.subject_key = ${subject}`;
  const teaches = [given(assignment, klass, inSubject), given(slot, klass, inSubject)];
  const ways = subject === undefined ? [...teaches, given(homeroom, klass, now)] : teaches;
  return sql<boolean>`exists (select from ${post(actor, school)} and (${sql.join(ways, sql` or `)}))`;
};

/** The actor is the pupil, or looks after the pupil today. */
const isFamilyOf = (
  actor: Actor,
  person: Place,
) => sql<boolean>`(${person} = ${actor.personId} or exists (select from directory.published_guardian rule_kin
  where rule_kin.pupil_person_id = ${person} and rule_kin.guardian_person_id = ${actor.personId} and rule_kin.from_day <= ${actor.day} and ${actor.day} < rule_kin.until_day))`;

/**
 * Who may do what at a school, as conditions on rows. Pass columns (`sql.ref('enrolment.school_id')`) in a list, numbers where
 * one school is meant. Each place is a school's id.
 */
export const may = (actor: Actor) => ({
  /** Change classes, staff, pupils; import and export. */
  run: (school: Place) => roleAt(actor, runners, school),
  /** All records of the school. */
  read: (school: Place) => roleAt(actor, readers, school),
  /** The school's home page, its classes by name, its calendar: also everyone who works there. */
  visit: (school: Place) =>
    actor.personId === null
      ? roleAt(actor, readers, school)
      : or(roleAt(actor, readers, school), worksAt(actor, school)),
  /** One class and those who sit in it. */
  readClass: (school: Place, klass: Place) =>
    actor.personId === null
      ? roleAt(actor, readers, school)
      : or(roleAt(actor, readers, school), teachesClass(actor, school, klass)),
  /** Say who of a class is absent: its homeroom teacher, those who teach it now, the school's office. */
  takeAttendance: (school: Place, klass: Place) =>
    actor.personId === null
      ? roleAt(actor, runners, school)
      : or(roleAt(actor, runners, school), teachesClassNow(actor, school, klass)),
  /** Set the timetable. */
  keepTimetable: (school: Place) => roleAt(actor, runners, school),
  /** Write a lesson of a subject into the class's lesson book: who teaches it; the office, for someone who stood in. */
  writeLesson: (school: Place, klass: Place, subject?: string) =>
    actor.personId === null
      ? roleAt(actor, runners, school)
      : or(roleAt(actor, runners, school), teachesClassNow(actor, school, klass, subject)),
  /** One pupil: the office, those who teach the pupil's class now, the family. */
  readPupil: (school: Place, enrolment: Place, person: Place) => {
    if (actor.personId === null) return roleAt(actor, readers, school);
    const sitsInTaughtClass = sql<boolean>`exists (select from schools.class_place rule_seat where rule_seat.school_id = ${school} and rule_seat.enrolment_id = ${enrolment}
      and rule_seat.from_day <= ${actor.day} and ${actor.day} < rule_seat.until_day and ${teachesClass(actor, sql<number>`rule_seat.school_id`, sql<number>`rule_seat.class_id`)})`;
    return or(roleAt(actor, readers, school), isFamilyOf(actor, person), sitsInTaughtClass);
  },
  /** The pupil's own family, for what teachers do not see. */
  isFamily: (person: Place) => (actor.personId === null ? sql<boolean>`false` : isFamilyOf(actor, person)),
  /** Say what kind of school a place is. */
  open: (place: Place) => roleAt(actor, founders, place),
  /** The frame of the year and its holidays belong to the province: held at a place that nothing stands above. */
  keepCalendar: () =>
    actor.kind === 'system'
      ? sql<boolean>`true`
      : and(sql<boolean>`exists (select from directory.published_place rule_seat where rule_seat.kind in ('province', 'department')
          and rule_seat.place_id = any (${actor.roles.filter(held => founders.includes(held.role)).map(held => held.placeId)}::bigint[]))`),
});
