import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from './access.ts';
import { type Domain, forDomain, inTransaction, type Query } from './database/database.ts';
import { prepared } from './database/prepared.ts';
import { json } from './database/types.ts';
import { NotAllowed, Refusal } from './refusal.ts';
import type { System } from './system.ts';
import type { Said } from './words.ts';

/** What happened, for the audit: one line of it, on what, with before and after. No secrets and no more of a person than is needed. */
export interface Happening {
  /** "mark.corrected" */
  event: string;
  /** "enrolment:12" */
  subject: string;
  /** The school it belongs to; 0 for what belongs to none. */
  schoolId?: number;
  data?: Record<string, unknown>;
}

export interface Later {
  /** Not before this moment. */
  at?: Date;
  /** A job with the same key that still waits is replaced: asked ten times, done once. */
  key?: string;
  attempts?: number;
}

/** What a command is handed. Nothing is global: everything a command may reach is here. */
export interface Work<D extends Domain> {
  db: Query<D>;
  actor: Actor;
  now: Date;
  /** Today in Vietnam. */
  today: string;
  system: System;
  /** Asks the rule: a missing row or a `false` ends the command, in the same words whether it is forbidden or not there. */
  allowed<T>(answer: T | undefined | null | false): T;
  /** Spoken exception: a command that anyone may perform says why. */
  allowAnyone(why: string): void;
  audit(happening: Happening): void;
  /** Asks for work in the background, in the same transaction. */
  later(job: string, data: Record<string, unknown>, how?: Later): void;
  /** Tells upper domains; a job for each listener. With a key, news that still waits to be told is told once. */
  announce(event: string, data: Record<string, unknown>, key?: string): void;
  /** Another domain's command within this one's transaction, under the same manners. */
  also<E extends Domain, I, O>(command: Command<E, I, O>, input: I): Promise<O>;
}

export interface Command<D extends Domain, I, O> {
  domain: D;
  name: string;
  input: z.ZodType<I>;
  run(work: Work<D>, input: I): Promise<O>;
}

/** Declares a command of a domain: one verb, its input, and what it does. */
export function command<D extends Domain, I, O>(
  domain: D,
  name: string,
  parts: { input: z.ZodType<I>; run(work: Work<D>, input: I): Promise<O> },
): Command<D, I, O> {
  return { domain, name: `${domain}.${name}`, ...parts };
}

export interface PerformOptions {
  /** Done once under this key, however often it is sent with the same input (the answer of the first time comes back). */
  key?: string;
  requestId?: string;
}

class BadManners extends Error {
  override name = 'BadManners';
}

interface Kept {
  asked: boolean;
  happenings: (Happening & { command: string })[];
  jobs: { task: string; data: Record<string, unknown>; how: Later }[];
}

function handOut<D extends Domain>(
  db: Query<D>,
  tables: Query<Domain>,
  system: System,
  actor: Actor,
  now: Date,
  today: string,
  name: string,
  kept: Kept,
): Work<D> {
  return {
    db,
    actor,
    now,
    today,
    system,
    allowed(answer) {
      kept.asked = true;
      if (answer === undefined || answer === null || answer === false) throw new NotAllowed();
      return answer;
    },
    allowAnyone() {
      kept.asked = true;
    },
    audit: happening => void kept.happenings.push({ ...happening, command: name }),
    later: (task, data, how = {}) => void kept.jobs.push({ task, data, how }),
    announce: (event, data, key) =>
      void kept.jobs.push({ task: 'announce', data: { event, data }, how: key ? { key } : {} }),
    also: (other, input) => runWithManners(other, input, tables, system, actor, now, today, kept),
  };
}

/** The command itself, and the two things it may not forget. */
async function runWithManners<D extends Domain, I, O>(
  command: Command<D, I, O>,
  input: I,
  tables: Query<Domain>,
  system: System,
  actor: Actor,
  now: Date,
  today: string,
  kept: Kept,
): Promise<O> {
  const outer = kept.asked;
  const before = kept.happenings.length;
  kept.asked = false;
  const parsed = parse(command, input);
  const db = forDomain<D>(tables);
  const answer = await command.run(handOut(db, tables, system, actor, now, today, command.name, kept), parsed);
  if (!kept.asked) throw new BadManners(`${command.name} never asked whether its actor may.`);
  if (kept.happenings.length === before) throw new BadManners(`${command.name} left no audit entry.`);
  kept.asked = kept.asked || outer;
  return answer;
}

function parse<D extends Domain, I, O>(command: Command<D, I, O>, input: I): I {
  const read = command.input.safeParse(input);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const field = first?.path.join('.');
  throw new Refusal('input', sayIssue(first), field);
}

/** What is missing, and what is too long, is said as such; the rest is for the field's own help to explain. */
function sayIssue(issue: z.core.$ZodIssue | undefined): Said {
  if (issue?.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1)
    return { vi: 'Ô này còn trống: hãy điền.', en: 'This field is empty: fill it in.' };
  if (issue?.code === 'too_small' && issue.origin === 'array')
    return { vi: 'Chưa chọn gì: hãy chọn ít nhất một.', en: 'Nothing is chosen: choose at least one.' };
  if (issue?.code === 'too_big' && issue.origin === 'string')
    return {
      vi: `Dài hơn ${issue.maximum} chữ: hãy viết gọn lại.`,
      en: `Longer than ${issue.maximum} letters: make it shorter.`,
    };
  return { vi: 'Giá trị chưa đúng: hãy xem lại ô này.', en: `This value is not right: ${issue?.message ?? ''}` };
}

async function writeHappenings(
  tables: Query<Domain>,
  kept: Kept,
  actor: Actor,
  now: Date,
  requestId: string,
): Promise<void> {
  const rows = kept.happenings;
  await sql`${prepared}insert into platform.audit_entry (school_id, at, actor, command, event, subject, data, request_id)
    select * from unnest(${rows.map(row => row.schoolId ?? 0)}::bigint[], array_fill(${now}::timestamptz, array[${rows.length}::int]),
      array_fill(${actor.name}::text, array[${rows.length}::int]), ${rows.map(row => row.command)}::text[], ${rows.map(row => row.event)}::text[],
      ${rows.map(row => row.subject)}::text[], ${rows.map(row => json(row.data ?? {}))}::jsonb[],
      array_fill(${requestId}::text, array[${rows.length}::int]))`.execute(tables);
}

/** In the order in which they were asked for, in one statement however many: publishing a school's classes asks for a letter each. */
async function queueJobs(tables: Query<Domain>, { jobs }: Kept): Promise<void> {
  if (jobs.length === 0) return;
  await sql`${prepared}select platform.later(task, payload, run_at, job_key, attempts)
    from unnest(${jobs.map(job => job.task)}::text[], ${jobs.map(job => json(job.data))}::json[], ${jobs.map(job => job.how.at ?? null)}::timestamptz[],
      ${jobs.map(job => job.how.key ?? null)}::text[], ${jobs.map(job => job.how.attempts ?? null)}::int[]) as job (task, payload, run_at, job_key, attempts)`.execute(
    tables,
  );
}

/**
 * The one doorway for changes. Validates, opens a transaction behind the wall, runs the command, and commits only where it
 * asked whether its actor may and left an audit entry. Jobs it asked for exist exactly when the change does.
 * @throws Refusal (words for the user), NotAllowed, or a fault of ours; in each case nothing was changed.
 */
export async function perform<D extends Domain, I, O>(
  system: System,
  actor: Actor,
  command: Command<D, I, O>,
  input: I,
  options: PerformOptions = {},
): Promise<O> {
  const now = system.clock.now();
  return await inTransaction(system.database, { schools: actor.schools }, 'read write', async all => {
    const tables = forDomain<Domain>(all);
    if (options.key) {
      const earlier = await claimKey<O>(tables, options.key, actor, command.name, hashOf(input), now);
      if (earlier) return earlier.answer;
    }
    const kept: Kept = { asked: false, happenings: [], jobs: [] };
    const answer = await runWithManners(command, input, tables, system, actor, now, system.today(), kept);
    await writeHappenings(tables, kept, actor, now, options.requestId ?? '-');
    await queueJobs(tables, kept);
    if (options.key) {
      await sql`${prepared}update platform.done_once set answer = ${json(answer ?? null)}::jsonb where actor = ${actor.name} and key = ${options.key}`.execute(
        tables,
      );
    }
    return answer;
  });
}

/** The same input gives the same text; bytes by their own hash. */
function hashOf(input: unknown): string {
  const text = JSON.stringify(input, (_, value: unknown) => {
    if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
    return typeof value === 'bigint' ? String(value) : value;
  });
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex');
}

/** The second sender of a key waits on the first one's row, and then reads its answer. */
async function claimKey<O>(
  tables: Query<Domain>,
  key: string,
  actor: Actor,
  name: string,
  inputHash: string,
  now: Date,
): Promise<{ answer: O } | undefined> {
  const { numAffectedRows } = await sql`${prepared}insert into platform.done_once (key, actor, command, input_hash, at)
    values (${key}, ${actor.name}, ${name}, ${inputHash}, ${now}) on conflict do nothing`.execute(tables);
  if (numAffectedRows === 1n) return undefined;
  const { rows } = await sql<{
    command: string;
    inputHash: string;
    answer: O;
  }>`select command, input_hash as "inputHash", answer
    from platform.done_once where actor = ${actor.name} and key = ${key}`.execute(tables);
  const [row] = rows;
  if (row?.command !== name || row.inputHash !== inputHash) {
    throw new Refusal('key-used', {
      vi: 'Khóa này đã dùng cho một việc khác.',
      en: 'This key was used for something else.',
    });
  }
  return { answer: row.answer };
}

/** Reads behind the wall, in one unchanging picture of the database. */
export async function read<D extends Domain, T>(
  system: System,
  actor: Actor,
  _domain: D,
  run: (db: Query<D>) => Promise<T>,
): Promise<T> {
  return await inTransaction(system.database, { schools: actor.schools }, 'read only', tables =>
    run(forDomain<D>(tables)),
  );
}

/** Reads over all schools (role rong_wide: select only). For indicators, and desks whose rule reaches everything. */
export async function readWide<D extends Domain, T>(
  system: System,
  _domain: D,
  run: (db: Query<D>) => Promise<T>,
): Promise<T> {
  return await inTransaction(system.database, { schools: [], wide: true }, 'read only', tables =>
    run(forDomain<D>(tables)),
  );
}
