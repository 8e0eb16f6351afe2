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

/** The actor works at the school on the actor's day, as anything. */
const worksAt = (actor: Actor, school: Place) => sql<boolean>`exists (select from schools.staff_position p
  where p.school_id = ${school} and p.person_id = ${actor.personId} and p.from_day <= ${actor.day} and ${actor.day} < p.until_day)`;

/** The actor teaches the class, or is its homeroom teacher, this year: also after an assignment within the year has ended. */
const teachesClass = (
  actor: Actor,
  school: Place,
  klass: Place,
) => sql<boolean>`exists (select from schools.staff_position p
  where p.school_id = ${school} and p.person_id = ${actor.personId} and p.from_day <= ${actor.day} and ${actor.day} < p.until_day
    and (exists (select from schools.teaching_assignment a where a.school_id = p.school_id and a.class_id = ${klass} and a.staff_position_id = p.staff_position_id)
      or exists (select from schools.homeroom h where h.school_id = p.school_id and h.class_id = ${klass} and h.staff_position_id = p.staff_position_id)))`;

/** The same, while it lasts: who writes into a class's books today. With a subject, its teacher alone. */
const teachesClassNow = (
  actor: Actor,
  school: Place,
  klass: Place,
  subject?: string,
) => sql<boolean>`exists (select from schools.staff_position p
  where p.school_id = ${school} and p.person_id = ${actor.personId} and p.from_day <= ${actor.day} and ${actor.day} < p.until_day
    and (exists (select from schools.teaching_assignment a where a.school_id = p.school_id and a.class_id = ${klass} and a.staff_position_id = p.staff_position_id
        and a.from_day <= ${actor.day} and ${actor.day} < a.until_day ${subject === undefined ? sql`` : sql`and a.subject_key = ${subject}`})
      or exists (select from schools.timetable_slot t where t.school_id = p.school_id and t.class_id = ${klass} and t.staff_position_id = p.staff_position_id
        and t.from_day <= ${actor.day} and ${actor.day} < t.until_day ${subject === undefined ? sql`` : sql`and t.subject_key = ${subject}`})
      ${
        subject === undefined
          ? sql`or exists (select from schools.homeroom h where h.school_id = p.school_id and h.class_id = ${klass} and h.staff_position_id = p.staff_position_id
        and h.from_day <= ${actor.day} and ${actor.day} < h.until_day)`
          : sql``
      }))`;

/** The actor is the pupil, or looks after the pupil today. */
const isFamilyOf = (
  actor: Actor,
  person: Place,
) => sql<boolean>`(${person} = ${actor.personId} or exists (select from directory.published_guardian g
  where g.pupil_person_id = ${person} and g.guardian_person_id = ${actor.personId} and g.from_day <= ${actor.day} and ${actor.day} < g.until_day))`;

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
    const sitsInTaughtClass = sql<boolean>`exists (select from schools.class_place c where c.school_id = ${school} and c.enrolment_id = ${enrolment}
      and c.from_day <= ${actor.day} and ${actor.day} < c.until_day and ${teachesClass(actor, sql<number>`c.school_id`, sql<number>`c.class_id`)})`;
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
      : and(sql<boolean>`exists (select from directory.published_place p where p.kind in ('province', 'department')
          and p.place_id = any (${actor.roles.filter(held => founders.includes(held.role)).map(held => held.placeId)}::bigint[]))`),
});
