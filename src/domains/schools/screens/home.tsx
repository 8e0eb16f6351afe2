import { count, number, percent } from '#platform/format.ts';
import { routes } from '#platform/http/env.ts';
import { ButtonLink, Chips, type LinkItem, LinkList, Notice, Stack, Stat, StateChip, Stats } from '#ui';
import type { SchoolSeen } from '../queries/school.ts';
import { type Completeness, completeness } from '../queries/school-home.ts';
import { type SchoolWords, t } from '../words/index.ts';
import { onSchool } from './asked.ts';
import { schoolPage, schoolPath } from './school-page.tsx';

export const homeRoutes = routes();

homeRoutes.get('/schools/:schoolId{[0-9]+}', async ask => {
  const { school, facts } = await onSchool(ask, async (db, school) => ({
    school,
    facts: await completeness(db, school),
  }));
  const text = t(ask.var.language);
  const missing = missingOf(school, facts, text);
  const levels = school.levels.map(level => text.levels[level]).join(', ');
  const kind = [levels, text.boarding[school.boarding]].filter(Boolean).join(', ');
  return schoolPage(
    ask,
    school,
    {
      title: school.name,
      tab: 'home',
      marks: (
        <Chips>
          {missing.length === 0 ? (
            <StateChip state="ok">{text.home.complete}</StateChip>
          ) : (
            <StateChip state="behind" href="#missing">
              {text.home.missing(missing.length)}
            </StateChip>
          )}
        </Chips>
      ),
      ...(school.mayRun
        ? {
            actions: (
              <ButtonLink href={schoolPath(school, '/imports')} filled icon="upload">
                {text.home.bring}
              </ButtonLink>
            ),
          }
        : {}),
    },
    <Stack>
      <Figures facts={facts} school={school} text={text} />
      <div id="missing">
        {missing.length === 0 ? (
          <Notice kind="done">{text.home.done}</Notice>
        ) : (
          <LinkList title={text.home.todo} items={missing} />
        )}
      </div>
      <p class="soft">{kind}</p>
    </Stack>,
  );
});

function Figures({ facts, school, text }: { facts: Completeness; school: SchoolSeen; text: SchoolWords }) {
  const { figures, details } = text.home;
  const share = (part: number, whole: number) => percent(whole === 0 ? null : (part / whole) * 100);
  return (
    <Stats>
      <Stat
        label={figures.classes}
        value={count(facts.classes)}
        href={schoolPath(school, '/classes')}
        detail={facts.classes > 0 && details.perClass(number(facts.pupils / facts.classes, 1))}
      />
      <Stat
        label={figures.pupils}
        value={count(facts.pupils)}
        {...(school.mayRead ? { href: schoolPath(school, '/pupils') } : {})}
        detail={facts.pupils > 0 && details.girls(count(facts.girls), share(facts.minority, facts.pupils))}
      />
      <Stat
        label={figures.staff}
        value={count(facts.staff)}
        href={schoolPath(school, '/staff')}
        detail={details.teachers(count(facts.teachers))}
      />
      <Stat
        label={figures.numbers}
        value={share(facts.pupils - facts.pupilsWithoutNumber, facts.pupils)}
        detail={details.without(count(facts.pupilsWithoutNumber))}
      />
    </Stats>
  );
}

/** What keeps the year's records from being complete, each with the page where it is mended. */
function missingOf(school: SchoolSeen, facts: Completeness, text: SchoolWords): LinkItem[] {
  const { items } = text.home;
  const bring = (as: string) =>
    school.mayRun ? schoolPath(school, '/imports', { as }) : schoolPath(school, '/classes');
  const pupils = (only: string) =>
    school.mayRead ? schoolPath(school, '/pupils', { only }) : schoolPath(school, '/classes');
  const found: (LinkItem | false)[] = [
    facts.classes === 0 && { state: 'behind', title: items.classes, detail: items.classesHow, href: bring('classes') },
    facts.pupils === 0 && { state: 'behind', title: items.pupils, detail: items.pupilsHow, href: bring('pupils') },
    facts.staff === 0 && { state: 'behind', title: items.staff, detail: items.staffHow, href: bring('staff') },
    facts.pupils > 0 &&
      facts.classesWithoutPupils > 0 && {
        state: 'behind',
        title: items.empty(facts.classesWithoutPupils),
        detail: items.emptyHow,
        href: schoolPath(school, '/classes'),
      },
    facts.pupilsWithoutClass > 0 && {
      state: 'behind',
      title: items.unplaced(facts.pupilsWithoutClass),
      detail: items.unplacedHow,
      href: pupils('without-class'),
    },
    facts.classesWithoutTeaching > 0 && {
      state: 'behind',
      title: items.teaching(facts.classesWithoutTeaching),
      detail: items.teachingHow,
      href: bring('assignments'),
    },
    facts.classesWithoutHomeroom > 0 && {
      state: 'near',
      title: items.homeroom(facts.classesWithoutHomeroom),
      detail: items.homeroomHow,
      href: bring('classes'),
    },
    facts.pupilsWithoutNumber > 0 && {
      state: 'near',
      title: items.pupilNumbers(facts.pupilsWithoutNumber),
      detail: items.pupilNumbersHow,
      href: pupils('without-number'),
    },
    facts.staffWithoutNumber > 0 && {
      state: 'near',
      title: items.staffNumbers(facts.staffWithoutNumber),
      detail: items.staffNumbersHow,
      href: schoolPath(school, '/staff'),
    },
    school.mayRead &&
      facts.transfersIn > 0 && {
        state: 'near',
        title: items.transfers(facts.transfersIn),
        detail: items.transfersHow,
        href: schoolPath(school, '/transfers'),
      },
  ];
  return found.filter(item => item !== false);
}
