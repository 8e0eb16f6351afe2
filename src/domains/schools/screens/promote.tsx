import { day } from '#platform/format.ts';
import { type Ask, idFrom, performFor, routes } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, DayField, type FieldFault, Form, Notice, Panel, Select } from '#ui';
import { promoteClass } from '../commands/promote-class.ts';
import { classOptions, findClass, yearOfClass } from '../queries/classes.ts';
import { isLastGradeOfLevel } from '../rules/levels.ts';
import { nextSchoolYear } from '../rules/school-years.ts';
import { t } from '../words/index.ts';
import { dayTyped, idTyped, onSchool, tried, typedIn } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

type Promoted = Parameters<typeof promoteClass.run>[1]['pupils'][number];

/** Leading a class into the next year, pupil by pupil: promoted or repeating by the class chosen, or finished. */
export const promoteRoutes = routes();

const path = '/schools/:schoolId/classes/:classId{[0-9]+}/promote';
promoteRoutes.get(path, ask => promotePage(ask));

promoteRoutes.post(path, async ask => {
  const typed = await typedIn(ask);
  const [schoolId, fromClassId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  const { found, next } = await visit(ask);
  const gradesOfClass = new Map(next.map(each => [each.classId, each.grades]));
  const pupils = found.pupils.flatMap(({ enrolmentId, grade }): Promoted[] => {
    const chosen = typed[`to-${enrolmentId}`] ?? '';
    if (chosen === 'graduated') return [{ enrolmentId, result: 'graduated' as const }];
    const toClassId = idTyped(chosen);
    if (!toClassId) return [];
    // A class that teaches the next grade takes who goes up; a combined class of both too.
    const goesUp = gradesOfClass.get(toClassId)?.includes(grade + 1);
    return [{ enrolmentId, result: goesUp ? ('promoted' as const) : ('repeating' as const), toClassId }];
  });
  const graduatedOn = dayTyped(typed.graduatedOn);
  const answer = await tried(ask, () =>
    performFor(ask, promoteClass, { schoolId, fromClassId, pupils, ...(graduatedOn ? { graduatedOn } : {}) }),
  );
  if ('faults' in answer) return promotePage(ask, typed, answer.faults);
  say(ask, 'done', t(ask.var.language).klass.promoted(pupils.length));
  return ask.redirect(`/schools/${schoolId}/classes/${fromClassId}`, 303);
});

function visit(ask: Ask) {
  const [schoolId, classId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'classId')];
  return onSchool(
    ask,
    async (db, school) => {
      const found = school.mayRun ? await findClass(db, ask.var.actor, school, classId) : undefined;
      if (!found) throw new NotAllowed();
      const year = nextSchoolYear(found.klass.schoolYear);
      // Who was led on already, or left since, sits here no longer.
      found.pupils = found.pupils.filter(each => each.sitsHere);
      return { school, found, year, next: await classOptions(db, schoolId, year) };
    },
    db => yearOfClass(db, schoolId, classId),
  );
}

async function promotePage(ask: Ask, typed: Record<string, string> = {}, faults: FieldFault[] = []): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.klass;
  const { school, found, year, next } = await visit(ask);
  const { klass, pupils } = found;
  const up = (grade: number) => next.find(each => each.grades.includes(grade + 1));
  const fitting = (grade: number) =>
    next.filter(each => each.grades.includes(grade) || each.grades.includes(grade + 1));
  const action = `/schools/${school.schoolId}/classes/${klass.classId}/promote`;
  const someFinish = pupils.some(each => isLastGradeOfLevel(each.grade));
  return schoolPage(
    ask,
    school,
    {
      title: words.promoteTitle(klass.name, year),
      crumbs: [
        { href: schoolPath(school), label: school.name },
        { href: schoolPath(school, `/classes/${klass.classId}`), label: klass.name },
      ],
    },
    <Panel>
      {next.length === 0 && !someFinish ? (
        <Notice kind="note">{words.noNextClasses(year)}</Notice>
      ) : (
        <Form action={action} faults={faults} warnUnsaved buttons={<Button filled>{words.acts.promote}</Button>}>
          <p class="soft">{words.promoteHelp}</p>
          {someFinish && (
            <DayField
              name="graduatedOn"
              label={words.graduatedOn}
              optional
              value={typed.graduatedOn ?? ask.var.system.today()}
            />
          )}
          {pupils.map(pupil => (
            <Select
              name={`to-${pupil.enrolmentId}`}
              label={`${pupil.fullName} (${day(pupil.birthDay)})`}
              optional
              width="medium"
              choose={words.notYet}
              value={typed[`to-${pupil.enrolmentId}`] ?? String(up(pupil.grade)?.classId ?? '')}
              options={[
                ...fitting(pupil.grade).map(each => ({
                  value: String(each.classId),
                  label: each.grades.includes(pupil.grade + 1) ? each.name : words.repeats(each.name),
                })),
                ...(isLastGradeOfLevel(pupil.grade) ? [{ value: 'graduated', label: text.left.graduated ?? '' }] : []),
              ]}
            />
          ))}
        </Form>
      )}
    </Panel>,
    faults.length > 0 ? 422 : 200,
  );
}
