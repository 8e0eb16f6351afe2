import { sql } from 'kysely';
import type { Work } from '#platform/work.ts';

export interface TaskUnit {
  taskId: number;
  placeId: number;
  part: 'lead' | 'cooperate';
}

/** Who leads a task and who helps, in one statement however many they are. */
export async function writeTaskUnits(work: Work<'steering'>, rows: readonly TaskUnit[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into steering.task_unit (task_id, place_id, part)
    select * from unnest(${rows.map(row => row.taskId)}::bigint[], ${rows.map(row => row.placeId)}::bigint[], ${rows.map(row => row.part)}::text[])`.execute(
    work.db,
  );
}

/** The lead and the helpers of one task; who leads does not help too. */
export const unitsOfTask = (taskId: number, lead: readonly number[], cooperate: readonly number[]): TaskUnit[] => [
  ...[...new Set(lead)].map(placeId => ({ taskId, placeId, part: 'lead' as const })),
  ...[...new Set(cooperate)]
    .filter(placeId => !lead.includes(placeId))
    .map(placeId => ({ taskId, placeId, part: 'cooperate' as const })),
];
