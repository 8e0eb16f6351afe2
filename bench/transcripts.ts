import { rmSync } from 'node:fs';
import path from 'node:path';
import { house } from '#platform/access.ts';
import { actorOfPerson } from '#platform/actor.ts';
import { settableClock } from '#platform/clock.ts';
import { root } from '#platform/settings.ts';
import { perform } from '#platform/work.ts';
import { askSigning, confirmCourse, makeTranscripts, workOffOrder } from '#transcripts';
import { openSystem } from '../bin/open-system.ts';
import { giveKeys, smallYear } from '../src/domains/transcripts/small-year.ts';
import { smallProvince } from '../test/small-province.ts';
import { type Line, megabytes } from './measure.ts';

const ROLES = ['homeroom', 'principal', 'seal'] as const;
const said = {
  homeroom: 'set, signed and verified (homeroom)',
  principal: 'signed and verified (principal)',
  seal: 'signed and verified (seal)',
};

interface Spent {
  seconds: number;
  cpu: number;
}

async function spent(run: () => Promise<unknown>): Promise<Spent> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  await run();
  const used = process.cpuUsage(before);
  return { seconds: (performance.now() - begun) / 1000, cpu: (used.user + used.system) / 1e6 };
}

/** One school's transcripts from the approved year to the seal, in a database of their own; one process, one after another. */
export async function timeTranscripts(pupils = 1_500): Promise<Line[]> {
  const folder = path.join(root, 'build', 'bench-transcripts');
  rmSync(folder, { recursive: true, force: true });
  process.env.RONG_DATA = folder;
  process.env.LOG_LEVEL = 'error';
  const { system, close } = await openSystem({ join: false });
  const clock = settableClock('2024-06-10T03:00:00Z');
  const own = { ...system, clock, today: () => clock.now().toISOString().slice(0, 10) };
  const world = {
    ...own,
    house: house('bench', own.today()),
    actor: (personId: number) => actorOfPerson(system.database, personId, own.today()),
  };
  try {
    const year = await smallYear(world, await smallProvince(world), { pupils, moreSubjects: 10 });
    await giveKeys(world, year);
    const { schoolId, classId } = year;
    const lines: Line[] = [];
    const line = (what: string, { seconds, cpu }: Spent, isPromised: boolean) =>
      lines.push({
        what,
        measured: `${(pupils / seconds).toFixed(0)} a second; ${((cpu / pupils) * 1000).toFixed(0)} ms of processor each`,
        ...(isPromised ? { aim: '20 a second or better', met: pupils / seconds >= 20 } : {}),
      });
    line(
      `${pupils} transcripts: facts read, XML and QR made`,
      await spent(() => perform(world, year.clerk, makeTranscripts, { schoolId, classId })),
      false,
    );
    for (const courseId of year.courseIds) await perform(world, year.teacher, confirmCourse, { schoolId, courseId });
    const before = process.memoryUsage.rss();
    let highest = before;
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 100);
    for (const role of ROLES) {
      const actor = { homeroom: year.teacher, principal: year.principal, seal: year.clerk }[role];
      const order = await perform(world, actor, askSigning, {
        schoolId,
        schoolYear: '2023-2024',
        role,
        classIds: [classId],
      });
      line(said[role], await spent(() => workOffOrder(world, schoolId, order.signingOrderId)), true);
    }
    clearInterval(watch);
    const growth = megabytes(highest - before);
    lines.push({
      what: 'memory while signing',
      measured: `${megabytes(before)} MB, at most ${growth} MB more`,
      aim: 'flat',
      met: growth < 200,
    });
    return lines;
  } finally {
    await close();
  }
}
