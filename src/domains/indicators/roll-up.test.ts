import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { house } from '#platform/access.ts';
import { addDays } from '#platform/clock.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../test/database.ts';
import { recordReadings } from './commands/record-readings.ts';

const world = useSystem('2023-11-24T07:05:00Z');
const START = '2023-01-01';
const day = (n: number) => addDays(START, n);

/** Leaf i lies under branch `first`, and from day `moves` on under branch `second`; every branch lies under the root. */
interface Leaf {
  first: number;
  second: number;
  moves: number;
}
/** On a day, some leaves read something new. */
interface Wave {
  on: number;
  values: { leaf: number; numerator: number; denominator: number }[];
}

const BRANCHES = 3;
const leaves = fc.array(
  fc.record({ first: fc.nat(BRANCHES - 1), second: fc.nat(BRANCHES - 1), moves: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, maxLength: 6 },
);
const waves = fc.array(
  fc.record({
    on: fc.nat(9),
    values: fc.array(fc.record({ leaf: fc.nat(5), numerator: fc.nat(50), denominator: fc.nat(50) }), {
      minLength: 1,
      maxLength: 6,
    }),
  }),
  { minLength: 1, maxLength: 5 },
);

let runs = 0;

async function plant(tree: Leaf[]): Promise<{ root: number; branches: number[]; ids: number[] }> {
  const base = 1_000_000 + ++runs * 1000;
  const root = base;
  const branches = Array.from({ length: BRANCHES }, (_, index) => base + 1 + index);
  const ids = tree.map((_, index) => base + 10 + index);
  const within: [number, number, string, string][] = [
    [root, root, START, 'infinity'],
    ...branches.flatMap((branch): [number, number, string, string][] => [
      [branch, branch, START, 'infinity'],
      [root, branch, START, 'infinity'],
    ]),
  ];
  for (const [index, leaf] of tree.entries()) {
    const id = ids[index] ?? 0;
    const [first, second] = [branches[leaf.first] ?? 0, branches[leaf.second] ?? 0];
    within.push([id, id, START, 'infinity'], [root, id, START, 'infinity']);
    if (first === second) within.push([first, id, START, 'infinity']);
    else within.push([first, id, START, day(leaf.moves)], [second, id, day(leaf.moves), 'infinity']);
  }
  const owner = new pg.Client({ connectionString: world().database.ownerUrl });
  await owner.connect();
  await owner.query(
    `insert into directory.place (place_id, kind, from_day) select unnest($1::bigint[]), 'school', $2`,
    [[root, ...branches, ...ids], START],
  );
  await owner.query(
    'insert into platform.place_within select * from unnest($1::bigint[], $2::bigint[], $3::date[], $4::date[])',
    [0, 1, 2, 3].map(column => within.map(row => row[column])),
  );
  await owner.end();
  return { root, branches, ids };
}

async function record(
  key: string,
  on: number,
  rows: { placeId: number; numerator: number; denominator: number }[],
  places: number[] | null,
): Promise<void> {
  await perform(world(), house('test', '2023-11-24'), recordReadings, {
    series: [
      { indicator: key, period: '2023', origin: 'computed', asOf: day(on), comparator: null, valueTenths: null },
    ],
    rows: rows.map(row => ({
      series: 0,
      ...row,
      unitsExpected: 1,
      unitsCounted: row.denominator > 0 ? 1 : 0,
      newestRecordAt: null,
    })),
    places,
    staleIds: [],
  });
}

interface Sum {
  place: number;
  numerator: number;
  denominator: number;
  expected: number;
  counted: number;
}

const sumsOn = async (key: string, on: string) =>
  (
    await sql<Sum>`select place_id as place, numerator, denominator, units_expected as expected, units_counted as counted
  from indicators.reading where indicator = ${key} and as_of <= ${on} and ${on} < until_day and units_expected > 0 order by place_id`.execute(
      world().database.tables,
    )
  ).rows;

/** What the stored readings must say: the leaves of that day, added up over the tree of that day. */
function expected(
  tree: Leaf[],
  planted: { root: number; branches: number[]; ids: number[] },
  known: Map<number, { numerator: number; denominator: number }>,
  on: number,
): Sum[] {
  const sums = new Map<number, Sum>();
  for (const [index, value] of known) {
    const leaf = tree[index];
    if (!leaf) continue;
    const branch = planted.branches[on < leaf.moves ? leaf.first : leaf.second] ?? 0;
    for (const place of [planted.root, branch, planted.ids[index] ?? 0]) {
      const sum = sums.get(place) ?? { place, numerator: 0, denominator: 0, expected: 0, counted: 0 };
      sums.set(place, {
        place,
        numerator: sum.numerator + value.numerator,
        denominator: sum.denominator + value.denominator,
        expected: sum.expected + 1,
        counted: sum.counted + (value.denominator > 0 ? 1 : 0),
      });
    }
  }
  return [...sums.values()].sort((a, b) => a.place - b.place);
}

test('on any day of any tree, a place reads the sum of its leaves; piece by piece is the same as all at once', async () => {
  await fc.assert(
    fc.asyncProperty(leaves, waves, async (tree, given) => {
      const planted = await plant(tree);
      const [whole, pieces] = [`whole-${runs}`, `pieces-${runs}`];
      const known = new Map<number, { numerator: number; denominator: number }>();
      const after: { on: number; sums: Sum[] }[] = [];
      for (const wave of given.toSorted((a, b) => a.on - b.on) satisfies Wave[]) {
        const values = new Map(
          wave.values
            .filter(value => value.leaf < tree.length)
            .map(({ leaf, numerator, denominator }) => [
              leaf,
              { numerator: Math.min(numerator, denominator), denominator },
            ]),
        );
        for (const [leaf, value] of values) known.set(leaf, value);
        const rowOf = ([leaf, value]: [number, { numerator: number; denominator: number }]) => ({
          placeId: planted.ids[leaf] ?? 0,
          ...value,
        });
        await record(whole, wave.on, [...known].map(rowOf), null);
        // Piece by piece: one leaf after another; those that moved since are read again too, as the night does.
        for (const entry of values) await record(pieces, wave.on, [rowOf(entry)], [planted.ids[entry[0]] ?? 0]);
        await record(pieces, wave.on, [...known].map(rowOf), null);
        after.push({ on: wave.on, sums: expected(tree, planted, known, wave.on) });
      }
      const lastOf = new Map(after.map(each => [each.on, each.sums]));
      for (const [on, sums] of lastOf) {
        expect(await sumsOn(whole, day(on))).toEqual(sums);
        expect(await sumsOn(pieces, day(on))).toEqual(sums);
      }
    }),
    { numRuns: 25, seed: 20230225 },
  );
}, 120_000);
