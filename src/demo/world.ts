import { type Actor, house } from '#platform/access.ts';
import { settableClock } from '#platform/clock.ts';
import type { Domain } from '#platform/database/database.ts';
import type { System } from '#platform/system.ts';
import { type Command, perform } from '#platform/work.ts';
import type { SchoolShape } from './shape.ts';

/** The stage the demo is played on: the real system, with a clock of its own that stands on the days of the story. */
export interface Stage {
  system: System;
  /** Puts the clock on a day of the story (ten in the morning in Vietnam). */
  on(day: string): void;
  /** The house itself, sent to these schools. */
  as(schools?: readonly number[]): Actor;
  act<D extends Domain, I, O>(command: Command<D, I, O>, input: I, schools?: readonly number[]): Promise<O>;
  size: 'small' | 'province';
  say(text: string): void;
}

export interface PlayedSchool {
  shape: SchoolShape;
  schoolId: number;
}

export interface PlayedPlaces {
  provinceId: number;
  departmentId: number;
  rooms: Record<'office' | 'planning' | 'secondary' | 'primary' | 'quality' | 'it', number>;
  districtOffices: Map<string, number>;
  schools: PlayedSchool[];
}

export function setStage(real: System, size: 'small' | 'province', say: (text: string) => void): Stage {
  const clock = settableClock('2022-08-01T03:00:00Z');
  const system: System = { ...real, clock, today: () => clock.now().toISOString().slice(0, 10) };
  const as = (schools: readonly number[] = []) => house('demo', system.today(), schools);
  return {
    system,
    on: day => clock.set(`${day}T03:00:00Z`),
    as,
    act: (command, input, schools) => perform(system, as(schools), command, input),
    size,
    say,
  };
}

/** Does the same for many, a few at a time. */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  run: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await run(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
