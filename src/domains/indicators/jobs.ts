import { z } from 'zod';
import { house } from '#platform/access.ts';
import { type Jobs, job } from '#platform/jobs.ts';
import type { System } from '#platform/system.ts';
import { perform, read } from '#platform/work.ts';
import { noteChange } from './commands/note-change.ts';
import { refresh } from './refresh.ts';
import { targetKey } from './rules/series.ts';

const note = async (system: System, what: { placeId?: number; indicator?: string }): Promise<void> =>
  perform(system, house('indicators', system.today()), noteChange, what);

const schoolChanged = job(
  'indicators.school-changed',
  z.object({ schoolId: z.number().int() }),
  (system, { schoolId }) => note(system, { placeId: schoolId }),
);
const targetDeclared = job(
  'indicators.target-declared',
  z.object({ targetId: z.number().int() }),
  (system, { targetId }) => note(system, { indicator: targetKey(targetId) }),
);
const everythingChanged = job('indicators.plan-changed', z.object({}), system => note(system, {}));

/** Reads again what was noted: nothing twice, and nothing lost where the server is killed in between (the notes go with the readings). */
const refreshStale = job('indicators.refresh-stale', z.object({}), async system => {
  const notes = await read(system, house('indicators', system.today()), 'indicators', db =>
    db
      .selectFrom('indicators.stale')
      .select(['stale_id', 'indicator', 'place_id'])
      .orderBy('stale_id')
      .limit(5000)
      .execute(),
  );
  const everything = notes.filter(one => one.place_id === null && one.indicator === null);
  if (everything.length > 0) {
    await refresh(system, { staleIds: notes.map(one => one.stale_id) });
    return;
  }
  const schools = notes.filter(one => one.place_id !== null);
  const targets = notes.filter(one => one.indicator?.startsWith('target:'));
  if (schools.length > 0)
    await refresh(system, {
      places: [...new Set(schools.flatMap(one => one.place_id ?? []))],
      staleIds: schools.map(one => one.stale_id),
    });
  if (targets.length > 0) {
    await refresh(system, {
      targets: [...new Set(targets.map(one => Number(one.indicator?.slice('target:'.length))))],
      staleIds: targets.map(one => one.stale_id),
    });
  }
});

const refreshAll = job('indicators.refresh', z.object({}), async system => {
  await refresh(system);
});

export const indicatorsJobs: Jobs = {
  jobs: [schoolChanged, targetDeclared, everythingChanged, refreshStale, refreshAll],
  listeners: [
    { event: 'schools.changed', job: 'indicators.school-changed' },
    { event: 'gradebook.changed', job: 'indicators.school-changed' },
    { event: 'transcripts.changed', job: 'indicators.school-changed' },
    { event: 'steering.declared', job: 'indicators.target-declared' },
    { event: 'steering.unit-plan-adopted', job: 'indicators.plan-changed' },
    { event: 'steering.reported', job: 'indicators.plan-changed' },
    { event: 'steering.plan-adopted', job: 'indicators.plan-changed' },
  ],
  // 02:00 in Vietnam: what no event told (a deadline that passed, a school year that began) is read at night.
  timed: [{ job: 'indicators.refresh', cron: '0 19 * * *' }],
};
