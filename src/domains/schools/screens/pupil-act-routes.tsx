import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { leaveSchool, returnPupil } from '../commands/leave-school.ts';
import { movePupil, placePupils } from '../commands/place-pupils.ts';
import { askTransfer } from '../commands/transfer-pupil.ts';
import { t } from '../words/index.ts';
import { dayTyped, gradeTyped, idTyped, tried, typedIn } from './asked.ts';
import { pupilPage } from './pupil.tsx';
import { leavings, type PupilAct, pupilActs } from './pupil-acts.tsx';

export const pupilActRoutes = routes();

for (const act of pupilActs) {
  pupilActRoutes.post(`/schools/:schoolId/pupils/:enrolmentId{[0-9]+}/${act}`, async ask => {
    const typed = await typedIn(ask);
    const answer = await tried(ask, () => perform(ask, act, typed));
    if ('faults' in answer) return pupilPage(ask, { act, typed, faults: answer.faults });
    say(ask, 'done', answer.done.said);
    return ask.redirect(`/schools/${idFrom(ask, 'schoolId')}/pupils/${answer.done.enrolmentId}`, 303);
  });
}

async function perform(
  ask: Ask,
  act: PupilAct,
  typed: Record<string, string>,
): Promise<{ said: string; enrolmentId: number }> {
  const { said } = t(ask.var.language).pupil;
  const schoolId = idFrom(ask, 'schoolId');
  const enrolmentId = idFrom(ask, 'enrolmentId');
  const day = dayTyped(typed.day);
  const toClassId = idTyped(typed.toClassId);
  const grade = gradeTyped(typed.grade);
  switch (act) {
    case 'move':
      await performFor(ask, movePupil, { schoolId, enrolmentId, toClassId, grade, day });
      return { said: said.moved, enrolmentId };
    case 'place':
      await performFor(ask, placePupils, {
        schoolId,
        pupils: [{ enrolmentId, classId: toClassId, grade, cameBy: 'enrolled', day }],
      });
      return { said: said.moved, enrolmentId };
    case 'leave':
      await performFor(ask, leaveSchool, {
        schoolId,
        enrolmentIds: [enrolmentId],
        day,
        leftBy: leavings.find(each => each === typed.leftBy) ?? 'dropped-out',
        reason: typed.reason ?? '',
      });
      return { said: said.left, enrolmentId };
    case 'transfer': {
      const toSchoolId = idTyped(typed.toSchoolId);
      await performFor(ask, askTransfer, {
        schoolId,
        enrolmentId,
        reason: typed.reason ?? '',
        ...(toSchoolId ? { toSchoolId } : {}),
        ...(typed.toOutside ? { toOutside: typed.toOutside } : {}),
      });
      return { said: said.asked, enrolmentId };
    }
    case 'back':
      return {
        said: said.back,
        enrolmentId: await performFor(ask, returnPupil, { schoolId, enrolmentId, classId: toClassId, grade, day }),
      };
  }
}
