import { sql } from 'kysely';
import { z } from 'zod';
import { day as dayShown } from '#platform/format.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { type Clash, findClashes } from '../queries/timetable.ts';
import { sessions } from '../rules/school-day.ts';
import { slotFault } from '../rules/timetable.ts';
import { en } from '../words/en.ts';
import { vi } from '../words/vi.ts';
import { aDay, anId } from './fields.ts';

const aSlot = z.object({
  weekday: z.number().int().min(1).max(7),
  session: z.enum(sessions),
  lesson: z.number().int().min(1).max(7),
  subjectKey: z.string(),
  staffPositionId: anId,
  room: z.string().trim().max(50).optional(),
});
export type SlotGiven = z.infer<typeof aSlot>;

/** So many clashes are told in words; the form shows the others in their cells. */
const toldAtOnce = 6;

/**
 * Sets the whole timetable of a class from a day on: what held before ends there, what was planned from then on is replaced. A
 * teacher or room that is elsewhere in a lesson is refused, with who and where; the database refuses it too.
 */
export const setTimetable = command('schools', 'set-timetable', {
  input: z.object({ schoolId: anId, classId: anId, fromDay: aDay, slots: z.array(aSlot).max(84) }),
  async run(work, { schoolId, classId, fromDay, slots }): Promise<void> {
    const until = await mayKeep(work, schoolId, classId, fromDay);
    const fault = slotFault(slots);
    if (fault)
      refuse('lesson-twice', {
        vi: `${vi.timetable.at(fault)} được xếp hai lần: hãy bỏ một môn.`,
        en: `${en.timetable.at(fault)} is set twice: take one subject out.`,
      });
    await mustBeKnown(work, schoolId, fromDay, slots);
    const clashes = await findClashes(work.db, { schoolId, classId, fromDay, until }, slots);
    if (clashes.length > 0) refuse('timetable-clash', sayClashes(clashes));
    const ofClass = sql`school_id = ${schoolId} and class_id = ${classId}`;
    await sql`delete from schools.timetable_slot where ${ofClass} and from_day >= ${fromDay}`.execute(work.db);
    await sql`update schools.timetable_slot set until_day = ${fromDay} where ${ofClass} and until_day > ${fromDay}`.execute(
      work.db,
    );
    await sql`insert into schools.timetable_slot (school_id, class_id, from_day, until_day, weekday, session, lesson, subject_key, staff_position_id, room)
      select ${schoolId}, ${classId}, ${fromDay}, ${until}, g.* from unnest(${slots.map(each => each.weekday)}::int[], ${slots.map(each => each.session)}::text[],
        ${slots.map(each => each.lesson)}::int[], ${slots.map(each => each.subjectKey)}::text[], ${slots.map(each => each.staffPositionId)}::bigint[],
        ${slots.map(each => each.room || null)}::text[]) as g`.execute(work.db);
    work.audit({
      event: 'timetable.set',
      subject: `class:${classId}`,
      schoolId,
      data: { fromDay, lessons: slots.length },
    });
  },
});

/** Asks the rule and locks the school: two timetables of one school wait for each other. Answers the year's last day, excluded. */
async function mayKeep(work: Work<'schools'>, schoolId: number, classId: number, fromDay: string): Promise<string> {
  const { rows } = await sql<{ from_day: string; until_day: string }>`select y.from_day, y.until_day
    from schools.school s join schools.class c on c.school_id = s.school_id join schools.school_year y on y.school_year = c.school_year
    where s.school_id = ${schoolId} and c.class_id = ${classId} and ${may(work.actor).keepTimetable(sql.ref<number>('s.school_id'))} for update of s`.execute(
    work.db,
  );
  const year = work.allowed(rows[0]);
  if (fromDay < year.from_day || fromDay >= year.until_day)
    refuse(
      'timetable-outside-year',
      {
        vi: `Năm học của lớp từ ${dayShown(year.from_day)} đến trước ${dayShown(year.until_day)}: hãy chọn ngày trong đó.`,
        en: `The class's school year runs from ${dayShown(year.from_day)} to before ${dayShown(year.until_day)}: choose a day within it.`,
      },
      'fromDay',
    );
  return year.until_day;
}

async function mustBeKnown(
  work: Work<'schools'>,
  schoolId: number,
  fromDay: string,
  slots: SlotGiven[],
): Promise<void> {
  const { rows } =
    await sql`select from unnest(${slots.map(each => each.subjectKey)}::text[], ${slots.map(each => each.staffPositionId)}::bigint[]) as g (subject_key, staff_position_id)
    where not exists (select from schools.subject s where s.subject_key = g.subject_key)
      or not exists (select from schools.staff_position p where p.school_id = ${schoolId} and p.staff_position_id = g.staff_position_id and ${fromDay} < p.until_day) limit 1`.execute(
      work.db,
    );
  work.allowed(rows.length === 0);
}

function sayClashes(clashes: Clash[]) {
  const told = clashes.slice(0, toldAtOnce);
  const more = clashes.length - told.length;
  return {
    vi: [...told.map(vi.timetable.clash), ...(more > 0 ? [`Còn ${more} chỗ trùng nữa.`] : [])].join(' '),
    en: [...told.map(en.timetable.clash), ...(more > 0 ? [`${more} more clashes.`] : [])].join(' '),
  };
}
