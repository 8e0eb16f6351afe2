import { checkResults, computeResults } from '#gradebook';
import { house } from '#platform/access.ts';
import { perform } from '#platform/work.ts';
import { fillMarks, MARKS_YEAR } from './fill-marks.ts';
import { type Line, megabytes } from './measure.ts';
import type { OpenedProvince } from './open-province.ts';

/** Two schools at a time, as two workers would. */
async function everySchool<T>(
  house: OpenedProvince,
  run: (schoolId: number) => Promise<T>,
): Promise<{ answers: T[]; seconds: number; memory: number }> {
  const answers: T[] = [];
  const waiting = [...house.schools];
  const before = process.memoryUsage.rss();
  let most = before;
  const begun = performance.now();
  const lane = async () => {
    for (let schoolId = waiting.shift(); schoolId !== undefined; schoolId = waiting.shift()) {
      answers.push(await run(schoolId));
      most = Math.max(most, process.memoryUsage.rss());
    }
  };
  await Promise.all([lane(), lane()]);
  return { answers, seconds: (performance.now() - begun) / 1000, memory: megabytes(most - before) };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0);
const whole = (count: number) => count.toLocaleString('en');

/** Results of the whole province: computed, computed again where nothing changed, and held against the second computation. */
export async function timeResults(opened: OpenedProvince): Promise<Line[]> {
  await fillMarks(opened);
  const { system } = opened;
  const actor = (schoolId: number) => house('bench', system.today(), [schoolId]);
  const compute = () =>
    everySchool(opened, schoolId =>
      perform(system, actor(schoolId), computeResults, { schoolId, schoolYear: MARKS_YEAR }),
    );
  const first = await compute();
  const again = await compute();
  const check = await everySchool(opened, schoolId =>
    perform(system, actor(schoolId), checkResults, { schoolId, schoolYear: MARKS_YEAR }),
  );
  const marks = await opened.one('select count(*)::int as id from gradebook.mark');
  const pupils = sum(again.answers, answer => answer.pupils);
  const differences = sum(check.answers, answer => answer.differences);
  const results = sum(check.answers, answer => answer.results);
  const written = sum(first.answers, answer => answer.changed);
  return [
    {
      what: `results of the province computed and written (${whole(pupils)} pupils of grades 1 to 12, ${whole(marks)} marks)`,
      measured: `${first.seconds.toFixed(0)} s, ${whole(written)} pupils changed; memory +${first.memory} MB`,
      aim: 'under 2 minutes, memory flat',
      met: first.seconds < 120,
    },
    {
      what: 'computed again, nothing changed',
      measured: `${again.seconds.toFixed(0)} s, ${whole(sum(again.answers, answer => answer.changed))} pupils changed; memory +${again.memory} MB`,
      aim: 'under 2 minutes, no change',
      met: again.seconds < 120 && sum(again.answers, answer => answer.changed) === 0,
    },
    {
      what: 'the second computation, in SQL',
      measured: `${check.seconds.toFixed(0)} s; ${whole(results)} results held side by side, ${whole(differences)} differences`,
      aim: 'agrees on all',
      met: differences === 0 && results > 0,
    },
  ];
}
