import { addDays } from '#platform/clock.ts';
import { day } from '#platform/format.ts';
import { type Ask, idFrom, readFor, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import {
  ButtonLink,
  Chips,
  Columns,
  Definitions,
  Facts,
  type FieldFault,
  LinkList,
  Panel,
  StateChip,
  Timeline,
} from '#ui';
import { relations } from '../commands/record-families.ts';
import { pupilSheet } from '../importers/pupil-sheet.ts';
import { classOptions } from '../queries/classes.ts';
import { otherSchools } from '../queries/other-schools.ts';
import { findPupil, type PupilSeen, type Stay } from '../queries/pupils.ts';
import { getSchool } from '../queries/school.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { PupilActs } from './pupil-acts.tsx';
import { schoolPage, schoolPath } from './school-page.tsx';

export const pupilRoutes = routes();

pupilRoutes.get('/schools/:schoolId/pupils/:enrolmentId{[0-9]+}', ask => pupilPage(ask));

/** The page of a pupil; after a fault, with the form that was refused standing open. */
export async function pupilPage(
  ask: Ask,
  refused?: { act: string; typed: Record<string, string>; faults: FieldFault[] },
): Promise<Response> {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const { school, found, classes, schools } = await visitPupil(ask);
  const { pupil, stays } = found;
  const [last] = stays;
  const isHere = pupil.leftBy === null;
  const labels = labelsOf(language);
  const shown = (keys: (key: string) => boolean) =>
    Object.entries(pupil.details)
      .filter(([key]) => keys(key) && labels[key])
      .map(([key, value]) => ({
        term: labels[key]?.label ?? key,
        value:
          labels[key]?.choices[String(value)] ??
          (typeof value === 'boolean' ? (value ? text.imports.yes : text.imports.no) : String(value)),
      }));
  const family = familyOf(pupil, text);
  const more = shown(key => !isOfFamily(key));
  const at = `/schools/${school.schoolId}/pupils/${pupil.enrolmentId}`;
  const standing = isHere
    ? last?.className
      ? text.pupil.here(last.className)
      : text.pupil.noClass
    : text.pupil.gone(text.left[pupil.leftBy ?? ''] ?? '', day(pupil.untilDay));
  return schoolPage(
    ask,
    school,
    {
      title: pupil.fullName,
      crumbs:
        actor.roles.length > 0
          ? [
              { href: schoolPath(school), label: school.name },
              ...(school.mayRead ? [{ href: schoolPath(school, '/pupils'), label: text.pupils.title }] : []),
            ]
          : [],
      facts: <Facts items={[standing, pupil.pupilCode, day(pupil.birthDay), pupil.sex && text.sexes[pupil.sex]]} />,
      marks: <NumberMarks pupil={pupil} text={text} />,
      actions: school.mayRun ? (
        <>
          <ButtonLink href={schoolPath(school, `/pupils/${pupil.enrolmentId}/edit`)}>{text.pupilForm.edit}</ButtonLink>
          <PupilActs
            school={school}
            pupil={pupil}
            last={last}
            classes={classes}
            schools={schools}
            today={system.today()}
            refused={refused}
            text={text}
          />
        </>
      ) : undefined,
    },
    <Columns
      main={
        <>
          <Panel title={text.pupil.identity}>
            <Definitions items={identity(pupil, text)} />
          </Panel>
          {family.length > 0 && pupil.seesNumber && (
            <Panel title={text.pupil.family}>
              <Definitions items={family} />
            </Panel>
          )}
          {school.mayRead && (
            <Panel title={text.pupil.more}>
              {more.length > 0 ? <Definitions items={more} /> : <p class="soft">{text.pupil.noMore}</p>}
            </Panel>
          )}
        </>
      }
      side={
        <>
          {(school.mayRead || pupil.seesNumber) && (
            <LinkList
              title={text.pupil.learning}
              items={[
                { title: text.pupil.marks, href: `${at}/marks` },
                { title: text.pupil.transcripts, href: `${at}/transcripts` },
                ...(school.mayRun ? [{ title: text.pupil.handover, href: `${at}/handover` }] : []),
              ]}
            />
          )}
          <Panel title={text.pupil.history}>
            <Timeline items={stays.map(stay => happeningOf(stay, text))} />
          </Panel>
        </>
      }
    />,
    refused ? 422 : 200,
  );
}

async function visitPupil(ask: Ask) {
  const { actor, system } = ask.var;
  return await readFor(ask, 'schools', async db => {
    const school = await getSchool(db, actor, idFrom(ask, 'schoolId'), system.today(), ask.req.query('year'), 'row');
    const found = await findPupil(db, actor, school, idFrom(ask, 'enrolmentId'));
    if (!found) throw new NotAllowed();
    const { mayRun, schoolId } = school;
    return {
      school,
      found,
      classes: mayRun ? await classOptions(db, schoolId, school.schoolYear) : [],
      schools: mayRun ? await otherSchools(db, schoolId, system.today()) : [],
    };
  });
}

const isOfFamily = (key: string) => /^(father|mother|guardian)/.test(key);

/** Those who look after the pupil: as the directory has them; the year and the work as the school wrote them. */
function familyOf(pupil: PupilSeen, text: SchoolWords) {
  return relations.flatMap(relation => {
    const written = (what: string) => pupil.details[`${relation}${what}`];
    const people = pupil.guardians.filter(each => each.relation === relation);
    const name = written('Name');
    const phone = written('Phone');
    const lines =
      people.length > 0
        ? people
        : name
          ? [{ relation, fullName: String(name), phone: phone ? String(phone) : null }]
          : [];
    return lines.map((each, index) => ({
      term: text.pupil.relations[relation],
      value: (
        <Facts
          items={[
            each.fullName,
            each.phone && <a href={`tel:${each.phone.replaceAll(/[^\d+]/g, '')}`}>{each.phone}</a>,
            index === 0 && written('BirthYear') && text.pupil.born(String(written('BirthYear'))),
            index === 0 && written('Job') && String(written('Job')),
          ]}
        />
      ),
    }));
  });
}

/** What the profile's columns are called, and their choices: the import's own words. */
function labelsOf(language: 'vi' | 'en'): Record<string, { label: string; choices: Record<string, string> }> {
  return Object.fromEntries(
    Object.entries(pupilSheet({ ethnic: [], religion: [], policy: [] }).columns).map(([key, column]) => [
      key,
      {
        label: column.heading[language],
        choices: Object.fromEntries(
          ('choices' in column ? column.choices : []).map(choice => [choice.value, choice.label[language]]),
        ),
      },
    ]),
  );
}

function identity(pupil: PupilSeen, text: SchoolWords) {
  const { terms } = text.pupil;
  // A teacher needs to know that there is a number, not the number.
  const number =
    pupil.citizenNumber && (pupil.seesNumber ? pupil.citizenNumber : `••• ${pupil.citizenNumber.slice(-3)}`);
  return [
    { term: terms.code, value: pupil.pupilCode },
    { term: terms.ministry, value: pupil.ministryCode },
    {
      term: terms.number,
      value:
        number && pupil.warnings.length > 0
          ? `${number}. ${pupil.warnings.map(each => text.numberWarnings[each]).join(' ')}`
          : number,
    },
    { term: terms.birth, value: day(pupil.birthDay) },
    { term: terms.sex, value: pupil.sex && text.sexes[pupil.sex] },
    { term: terms.ethnic, value: pupil.ethnic },
    { term: terms.policies, value: pupil.policies.join(', ') },
  ];
}

function NumberMarks({ pupil, text }: { pupil: PupilSeen; text: SchoolWords }) {
  if (!pupil.citizenNumber)
    return (
      <Chips>
        <StateChip state="near">{text.pupil.numberMissing}</StateChip>
      </Chips>
    );
  if (pupil.warnings.length === 0) return null;
  return (
    <Chips>
      <StateChip state="near">{text.pupil.numberDoubt}</StateChip>
    </Chips>
  );
}

function happeningOf(stay: Stay, text: SchoolWords) {
  const until = stay.untilDay === 'infinity' ? '' : day(addDays(stay.untilDay, -1));
  return {
    when: text.pupil.until(day(stay.fromDay), until),
    title: [stay.className ?? text.pupil.noClass, stay.schoolYear].filter(Boolean).join(' · '),
    detail: [text.came[stay.cameBy], stay.leftBy && text.left[stay.leftBy]].filter(Boolean).join(' → '),
  };
}
