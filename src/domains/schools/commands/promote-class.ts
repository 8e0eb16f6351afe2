import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { isLastGradeOfLevel } from '../rules/levels.ts';
import { aDay, anId, mayRun } from './fields.ts';
import { leaveSchool } from './leave-school.ts';
import { placePupils } from './place-pupils.ts';

/**
 * Leads a class into the next year, pupil by pupil: promoted into a class of the next grade, repeating in one of the same grade
 * (TT 22/2021, arts. 12-14; TT 27/2020, art. 11), or graduated, which ends the stay on the day given (the school's last grade).
 */
export const promoteClass = command('schools', 'promote-class', {
  input: z.object({
    schoolId: anId,
    fromClassId: anId,
    pupils: z
      .array(
        z.object({
          enrolmentId: anId,
          result: z.enum(['promoted', 'repeating', 'graduated']),
          toClassId: anId.optional(),
        }),
      )
      .min(1),
    graduatedOn: aDay.optional(),
  }),
  async run(work, { schoolId, fromClassId, pupils, graduatedOn }): Promise<void> {
    await mayRun(work, schoolId);
    const places = await work.db
      .selectFrom('schools.class_place')
      .select(['enrolment_id', 'grade'])
      .where('school_id', '=', schoolId)
      .where('class_id', '=', fromClassId)
      .where(
        'enrolment_id',
        'in',
        pupils.map(each => each.enrolmentId),
      )
      .where('until_day', '=', 'infinity')
      .execute();
    work.allowed(places.length === pupils.length);
    const gradeOf = new Map(places.map(place => [place.enrolment_id, place.grade]));
    const onward = pupils.flatMap(({ enrolmentId, result, toClassId }) => {
      const grade = gradeOf.get(enrolmentId) ?? 0;
      if (result === 'graduated') {
        if (!isLastGradeOfLevel(grade))
          refuse('not-last-grade', {
            vi: `Khối ${grade} không phải khối cuối cấp: học sinh lên lớp hoặc ở lại, chưa hoàn thành cấp học.`,
            en: `Grade ${grade} does not end a level: pupils go up or repeat.`,
          });
        return [];
      }
      if (!toClassId)
        refuse(
          'class-missing',
          {
            vi: 'Hãy chọn lớp của năm học mới cho từng học sinh.',
            en: 'Choose a class of the new year for each pupil.',
          },
          'toClassId',
        );
      return [
        { enrolmentId, classId: toClassId, grade: result === 'promoted' ? grade + 1 : grade, cameBy: result } as const,
      ];
    });
    if (onward.length > 0) await work.also(placePupils, { schoolId, pupils: onward });
    const graduated = pupils.filter(each => each.result === 'graduated').map(each => each.enrolmentId);
    if (graduated.length > 0)
      await work.also(leaveSchool, {
        schoolId,
        enrolmentIds: graduated,
        day: graduatedOn ?? work.today,
        leftBy: 'graduated',
      });
    work.audit({
      event: 'class.promoted',
      subject: `class:${fromClassId}`,
      schoolId,
      data: { onward: onward.length, graduated: graduated.length },
    });
  },
});
