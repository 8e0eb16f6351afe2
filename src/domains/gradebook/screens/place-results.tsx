import { sql } from 'kysely';
import { count, day } from '#platform/format.ts';
import { type Ask, idFrom, readFor } from '#platform/http/env.ts';
import { fileOut } from '#platform/http/file-out.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { readWide } from '#platform/work.ts';
import { ButtonLink, Chips, Empty, Facts, LinkList, Stack, StateChip } from '#ui';
import { may } from '../access.ts';
import { districtsOfSchools, sumByDistrict, sumTallies, type Tally, tallyBySchool } from '../queries/result-tally.ts';
import { t } from '../words/index.ts';
import { periodAsked, periodTabs } from './class-results.tsx';
import { resultsPaper, tallyPaperTables } from './results-paper.ts';
import { yearChoice } from './school-results.tsx';
import { tallySheet } from './tally-sheet.ts';
import { TallyTables } from './tally-tables.tsx';

/** More rows than these are read by district: half a megabyte is no page for a slow line. */
const MOST_SCHOOLS = 100;

interface PlaceSeen {
  placeId: number;
  name: string;
  /** Years with results anywhere, the newest first. */
  years: string[];
  /** May settle how circulars are read, and sees what the second computation found. */
  maySettle: boolean;
}

/** The place of the address, or the first at which the one who asks holds a role that reads results. @throws NotAllowed */
async function getPlace(ask: Ask): Promise<PlaceSeen> {
  const { actor, system } = ask.var;
  const today = system.today();
  const asked = ask.req.param('placeId') === undefined ? null : idFrom(ask, 'placeId');
  const rows = await readFor(ask, 'gradebook', async db => {
    const found = await sql<PlaceSeen>`
      select p.place_id as "placeId", p.name, array(select school_year from schools.published_school_year where from_day <= ${today} order by 1 desc) as years, ${may(actor).settleReadings()} as "maySettle"
      from directory.published_place p where p.from_day <= ${today} and ${today} < p.until_day and ${may(actor).read(sql<number>`p.place_id`)}
        and p.kind not in ('school', 'centre', 'site') and ${asked === null ? sql`p.place_id = any (${actor.roles.map(held => held.placeId)}::bigint[])` : sql`p.place_id = ${asked}`}
      order by p.place_id limit 1`.execute(db);
    return found.rows;
  });
  if (!rows[0]) throw new NotAllowed();
  return rows[0];
}

interface PlaceTold {
  place: PlaceSeen;
  schoolYear: string;
  period: ReturnType<typeof periodAsked>;
  districts: Tally[];
  /** Schools that no district stands above. */
  direct: Tally[];
  schools: Tally[];
}

/** Whoever may read the place may count over all its schools: behind the rule, by the wide door. */
async function readPlace(ask: Ask): Promise<PlaceTold> {
  const place = await getPlace(ask);
  const period = periodAsked(ask);
  const asked = ask.req.query('year');
  const { system } = ask.var;
  return await readWide(system, 'gradebook', async db => {
    const { rows } = await sql<{
      year: string;
    }>`select max(school_year) as year from gradebook.result where period = ${period}`.execute(db);
    const schoolYear = place.years.find(year => year === asked) ?? rows[0]?.year ?? place.years[0] ?? '';
    const of = { placeId: place.placeId, schoolYear, period, day: system.today() };
    const schools = await tallyBySchool(db, of);
    return {
      place,
      schoolYear,
      period,
      ...sumByDistrict(schools, await districtsOfSchools(db, of)),
      schools,
    };
  });
}

/** Districts, and what stands in none as one group more. */
const byDistrict = ({ districts, direct }: Pick<PlaceTold, 'districts' | 'direct'>, name: string) => [
  ...districts,
  ...sumTallies(direct, 0, name),
];

/** How do pupils stand within a place? By district and by school, under each circular. */
export async function placeResultsPage(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.summary;
  const { place, schoolYear, period, districts, direct, schools } = await readPlace(ask);
  const path = `/results/places/${place.placeId}`;
  const [pupils, whole] = [
    schools.reduce((sum, each) => sum + each.pupils.all, 0),
    schools.reduce((sum, each) => sum + each.whole, 0),
  ];
  const severalDistricts = new Set(districts.map(each => each.key)).size > 1;
  const isLarge = severalDistricts && schools.length > MOST_SCHOOLS;
  return screen(
    ask,
    {
      title: words.ofPlace(place.name, text.levels.periods[period]),
      crumb: words.title,
      facts: <Facts items={[place.name, schoolYear, words.asOf(day(ask.var.system.today()))]} />,
      marks: pupils > 0 && (
        <Chips>
          <StateChip state={whole === pupils ? 'ok' : 'near'}>{words.wholeOf(count(whole), count(pupils))}</StateChip>
        </Chips>
      ),
      actions: (
        <>
          <ButtonLink href={`${path}/table.xlsx?year=${schoolYear}&period=${period}`} download icon="download">
            {words.excel}
          </ButtonLink>
          <ButtonLink href={`${path}/table.pdf?year=${schoolYear}&period=${period}`} download icon="download">
            {words.pdf}
          </ButtonLink>
        </>
      ),
      source: words.source,
    },
    <Stack>
      {yearChoice(place.years, schoolYear, year => `${path}?year=${year}&period=${period}`, words.year)}
      {periodTabs(path, period, text, `year=${schoolYear}&`)}
      {schools.length === 0 ? (
        <Empty text={words.emptyPlace} />
      ) : (
        <>
          <TallyTables
            tallies={
              severalDistricts ? byDistrict({ districts, direct }, words.direct) : sumTallies(schools, 0, place.name)
            }
            period={period}
            text={text}
            head={words.heads.place}
            caption={words.byDistrict}
            hrefOf={tally => `/results/places/${tally.key}?year=${schoolYear}&period=${period}`}
            whole={words.wholePlace}
          />
          {isLarge && <p class="soft">{words.manySchools(count(new Set(schools.map(each => each.key)).size))}</p>}
          <TallyTables
            tallies={isLarge ? direct : schools}
            period={period}
            text={text}
            head={words.heads.school}
            caption={isLarge ? words.direct : words.bySchool}
            hrefOf={tally => `/schools/${tally.key}/results?year=${schoolYear}&period=${period}`}
          />
        </>
      )}
      {place.maySettle && (
        <LinkList
          title={words.howComputed}
          items={[
            { title: words.checks, href: '/results/checks', detail: words.checksHint },
            { title: words.readings, href: '/results/readings', detail: words.readingsHint },
          ]}
        />
      )}
    </Stack>,
  );
}

export async function placeResultsSheet(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const { schoolYear, period, schools } = await readPlace(ask);
  const bytes = await tallySheet(schools, period, text, text.summary.heads.school);
  return fileOut(ask, bytes, 'xlsx', `thong ke ket qua ${schoolYear} ky ${period}`);
}

export async function placeResultsPaper(ask: Ask): Promise<Response> {
  const text = t(ask.var.language);
  const words = text.summary;
  const { place, schoolYear, period, districts, direct, schools } = await readPlace(ask);
  return resultsPaper(
    ask,
    {
      title: words.statisticsPaper,
      office: place.name,
      facts: `${schoolYear} · ${text.levels.periods[period]}`,
      tables: [
        ...tallyPaperTables(sumTallies(schools, 0, place.name), period, text, words.heads.place, words.wholePlace),
        ...tallyPaperTables(
          byDistrict({ districts, direct }, words.direct),
          period,
          text,
          words.heads.place,
          words.byDistrict,
        ),
        ...tallyPaperTables(schools, period, text, words.heads.school, words.bySchool),
      ],
      signed: [words.signed.head],
      landscape: true,
    },
    `thong ke ket qua ${schoolYear} ky ${period}`,
  );
}
