import type { Query } from '#platform/database/database.ts';
import { day as dayShown } from '#platform/format.ts';
import { refuse } from '#platform/refusal.ts';
import type { Said } from '#platform/words.ts';
import { findDayFrame } from '../queries/day-frame.ts';
import { type NoSchool, whyNoSchool } from '../rules/school-day.ts';

/** Why nothing is recorded on that day, and what to do. */
export function sayNoSchool(no: NoSchool, day: string): Said {
  const shown = dayShown(day);
  switch (no.why) {
    case 'future':
      return {
        vi: `Ngày ${shown} chưa đến: hãy chọn hôm nay hoặc một ngày đã qua.`,
        en: `${shown} has not come yet: choose today or a day that has passed.`,
      };
    case 'outside-year':
      return {
        vi: `Ngày ${shown} không thuộc năm học của lớp: hãy chọn ngày khác.`,
        en: `${shown} is not within the class's school year: choose another day.`,
      };
    case 'sunday':
      return {
        vi: `Ngày ${shown} là Chủ nhật, không học: hãy chọn ngày khác.`,
        en: `${shown} is a Sunday without school: choose another day.`,
      };
    case 'holiday':
      return {
        vi: `Ngày ${shown} được nghỉ (${no.name}): hãy chọn ngày khác.`,
        en: `${shown} is a day off (${no.name}): choose another day.`,
      };
  }
}

/** @throws Refusal where the class had no school on the day, or it lies ahead by the server's clock */
export async function mustBeSchoolDay(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
  day: string,
  today: string,
): Promise<void> {
  const frame = await findDayFrame(db, schoolId, classId, day, today);
  const no = frame && whyNoSchool(day, frame);
  if (no) refuse(`no-school-${no.why}`, sayNoSchool(no, day), 'day');
}
