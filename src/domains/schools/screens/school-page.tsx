import { day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, type Crumb, Facts, type PageProps, PrintButton, type Slot, Stack, Tabs } from '#ui';
import type { SchoolSeen } from '../queries/school.ts';
import { type SchoolWords, t } from '../words/index.ts';

/** A list out, as a file that may be brought in again, and on paper. */
export const exportButton = (school: SchoolSeen, kind: string, text: SchoolWords) => (
  <>
    {school.mayRun && (
      <ButtonLink href={schoolPath(school, `/files/${kind}`)} download icon="download">
        {text.imports.export}
      </ButtonLink>
    )}
    <PrintButton>{text.print}</PrintButton>
  </>
);

export type SchoolTab =
  | 'home'
  | 'classes'
  | 'attendance'
  | 'timetable'
  | 'pupils'
  | 'staff'
  | 'assignments'
  | 'transfers'
  | 'imports';

export const schoolPath = (
  school: SchoolSeen,
  rest = '',
  more: Record<string, string | number | undefined> = {},
): string => {
  const query = new URLSearchParams({
    year: school.schoolYear,
    ...Object.fromEntries(
      Object.entries(more).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ),
  });
  return `/schools/${school.schoolId}${rest}?${query}`;
};

const tabs: { tab: SchoolTab; path: string; shown(school: SchoolSeen): boolean }[] = [
  { tab: 'home', path: '', shown: () => true },
  { tab: 'classes', path: '/classes', shown: () => true },
  { tab: 'attendance', path: '/attendance', shown: () => true },
  { tab: 'timetable', path: '/timetable', shown: () => true },
  { tab: 'pupils', path: '/pupils', shown: school => school.mayRead },
  { tab: 'staff', path: '/staff', shown: () => true },
  { tab: 'assignments', path: '/assignments', shown: () => true },
  { tab: 'transfers', path: '/transfers', shown: school => school.mayRead },
  { tab: 'imports', path: '/imports', shown: school => school.mayRun },
];

/** A page of a school: its name above, the tabs, and where a list is of a year, the choice of it. */
export async function schoolPage(
  ask: Ask,
  school: SchoolSeen,
  props: Omit<PageProps, 'children'> & { tab?: SchoolTab; asks?: Record<string, string | undefined> },
  body: Slot,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { tab, asks, ...page } = props;
  const text = t(ask.var.language);
  const home: Crumb = { href: schoolPath(school), label: school.name };
  return screen(
    ask,
    {
      crumbs: tab === 'home' ? [] : [home],
      source: text.home.source,
      facts: <Facts items={[text.home.asOf(school.schoolYear, day(school.asOf))]} />,
      ...page,
    },
    <Stack>
      {tab && (
        <Tabs
          label={text.tabs.label}
          tabs={tabs
            .filter(each => each.shown(school))
            .map(each => ({
              href: schoolPath(school, each.path),
              label: text.tabs[each.tab],
              current: each.tab === tab,
            }))}
        />
      )}
      {tab && tab !== 'imports' && tab !== 'transfers' && school.years.length > 1 && (
        <YearChoice
          school={school}
          path={tabs.find(each => each.tab === tab)?.path ?? ''}
          label={text.year}
          asks={asks}
        />
      )}
      {body}
    </Stack>,
    status,
  );
}

/** The years there are, as links: one click, no script, an address to keep. */
function YearChoice(props: {
  school: SchoolSeen;
  path: string;
  label: string;
  asks: Record<string, string | undefined> | undefined;
}) {
  const { school } = props;
  const years = school.years.map(year =>
    year === school.schoolYear ? (
      <strong>{year}</strong>
    ) : (
      <a href={schoolPath({ ...school, schoolYear: year }, props.path, props.asks)}>{year}</a>
    ),
  );
  const [first, ...others] = years;
  const label = (
    <>
      {props.label} {first}
    </>
  );
  return <Facts items={[label, ...others]} />;
}
