import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { calendarDays } from '../rules/calendar.ts';
import { schoolYearFrames } from '../rules/school-years.ts';
import { subjects } from '../rules/subjects.ts';
import { aDay, aSchoolYear, holds } from './fields.ts';

/** Loads the frames of the years, the holidays and the subjects that we know of (rules/). Loading again corrects nothing that someone has set. */
export const loadSchoolYears = command('schools', 'load-school-years', {
  input: z.object({}),
  async run(work): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).keepCalendar()));
    for (const frame of schoolYearFrames) {
      await work.db
        .insertInto('schools.school_year')
        .values({
          school_year: frame.schoolYear,
          from_day: frame.fromDay,
          until_day: frame.untilDay,
          first_term_from: frame.firstTermFrom,
          first_term_until: frame.firstTermUntil,
          second_term_from: frame.secondTermFrom,
          second_term_until: frame.secondTermUntil,
          weeks: frame.weeks,
          document: frame.document,
        })
        .onConflict(conflict => conflict.column('school_year').doNothing())
        .execute();
    }
    await work.db
      .insertInto('schools.calendar_day')
      .values([...calendarDays])
      .onConflict(conflict => conflict.column('day').doNothing())
      .execute();
    await sql`insert into schools.subject (subject_key, name, aliases, kind, levels, position)
      select key, name, string_to_array(aliases, '|'), kind, string_to_array(levels, '|'), position
      from unnest(${subjects.map(each => each.key)}::text[], ${subjects.map(each => each.name)}::text[], ${subjects.map(each => each.aliases.join('|'))}::text[],
        ${subjects.map(each => each.kind)}::text[], ${subjects.map(each => each.levels.join('|'))}::text[], ${subjects.map((_, index) => index + 1)}::int[])
        as given (key, name, aliases, kind, levels, position)
      on conflict (subject_key) do update set name = excluded.name, aliases = excluded.aliases, kind = excluded.kind, levels = excluded.levels, position = excluded.position`.execute(
      work.db,
    );
    work.audit({
      event: 'school-years.loaded',
      subject: 'school-years',
      data: { years: schoolYearFrames.map(frame => frame.schoolYear) },
    });
  },
});

/** Sets the frame of a school year, by decision of the province (TT 22/2021 and the ministry's yearly plan: 35 weeks). Set again, it corrects. */
export const setSchoolYear = command('schools', 'set-school-year', {
  input: z.object({
    schoolYear: aSchoolYear,
    fromDay: aDay,
    untilDay: aDay,
    firstTermFrom: aDay,
    firstTermUntil: aDay,
    secondTermFrom: aDay,
    secondTermUntil: aDay,
    weeks: z.number().int().min(1).max(53),
    document: z.string().trim().min(1),
  }),
  async run(work, given): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).keepCalendar()));
    const inOrder =
      given.fromDay < given.untilDay &&
      given.firstTermFrom < given.firstTermUntil &&
      given.firstTermUntil <= given.secondTermFrom &&
      given.secondTermFrom < given.secondTermUntil;
    if (!inOrder)
      refuse(
        'days-out-of-order',
        {
          vi: 'Các ngày chưa theo thứ tự: bắt đầu năm học, học kì I, học kì II, kết thúc. Hãy sửa lại.',
          en: 'The days are out of order: the year begins, first term, second term, the year ends. Please mend them.',
        },
        'fromDay',
      );
    const row = {
      from_day: given.fromDay,
      until_day: given.untilDay,
      first_term_from: given.firstTermFrom,
      first_term_until: given.firstTermUntil,
      second_term_from: given.secondTermFrom,
      second_term_until: given.secondTermUntil,
      weeks: given.weeks,
      document: given.document,
    };
    await work.db
      .insertInto('schools.school_year')
      .values({ school_year: given.schoolYear, ...row })
      .onConflict(conflict => conflict.column('school_year').doUpdateSet(row))
      .execute();
    work.audit({ event: 'school-year.set', subject: `school-year:${given.schoolYear}`, data: row });
  },
});
