import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * The audit is append-only by privileges and chained by hashes, one chain a school: each seal covers the seal before it and
 * every entry since. It is made in the background, in batches, so that writers never wait for one another, and by the owner
 * of the database, so that the application cannot write a chain of its own.
 */
interface Entry {
  school_id: number;
  audit_entry_id: number;
  at: Date;
  actor: string;
  command: string;
  event: string;
  subject: string;
  data: unknown;
  request_id: string;
}

interface Seal {
  sequence: number;
  last_entry_id: number;
  hash: string;
}

const SEAL_LOCK = 7_240_002;
const BATCH = 5_000;

/** Keys in order, so that the same entry always gives the same bytes. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function sealHash(before: string, entries: Entry[]): string {
  const hash = createHash('sha256').update(before);
  for (const entry of entries) {
    hash.update(
      canonical([
        entry.school_id,
        entry.audit_entry_id,
        entry.at.toISOString(),
        entry.actor,
        entry.command,
        entry.event,
        entry.subject,
        entry.data,
        entry.request_id,
      ]),
    );
  }
  return hash.digest('hex');
}

const entriesBetween = `
  select school_id, audit_entry_id, at, actor, command, event, subject, data, request_id from platform.audit_entry
  where school_id = $1 and audit_entry_id > $2 and audit_entry_id <= $3 order by audit_entry_id`;

/** Seals what has settled. Entries of transactions still running wait: a lower id may yet appear. Returns how many were sealed. */
export async function sealAudit(ownerUrl: string, at: Date): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  let sealed = 0;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [SEAL_LOCK]);
    const { rows: open } = await client.query<{
      school_id: number;
      sequence: number;
      last: number;
      hash: string;
      until: number;
      waiting: number;
    }>(
      `select e.school_id, coalesce(s.sequence, 0) as sequence, coalesce(s.last_entry_id, 0) as last, coalesce(s.hash, '') as hash,
              max(e.audit_entry_id) filter (where e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint) as until,
              coalesce(min(e.audit_entry_id) filter (where e.transaction_id >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint), 9223372036854775807)::float8 as waiting
       from platform.audit_entry e
       left join lateral (select * from platform.audit_seal where school_id = e.school_id order by sequence desc limit 1) s on true
       where e.audit_entry_id > coalesce(s.last_entry_id, 0)
       group by e.school_id, s.sequence, s.last_entry_id, s.hash`,
    );
    for (const school of open) {
      if (school.until === null || school.until > school.waiting) continue;
      const head: Seal = { sequence: school.sequence, last_entry_id: school.last, hash: school.hash };
      for (;;) {
        const { rows: entries } = await client.query<Entry>(`${entriesBetween} limit ${BATCH}`, [
          school.school_id,
          head.last_entry_id,
          school.until,
        ]);
        const last = entries.at(-1);
        if (!last) break;
        head.hash = sealHash(head.hash, entries);
        head.sequence += 1;
        head.last_entry_id = last.audit_entry_id;
        await client.query('insert into platform.audit_seal values ($1, $2, $3, $4, $5, $6)', [
          school.school_id,
          head.sequence,
          head.last_entry_id,
          entries.length,
          head.hash,
          at,
        ]);
        sealed += entries.length;
      }
    }
    if (sealed > 0) {
      const { heads, hash } = await headsHash(client);
      await client.query('insert into platform.audit_checkpoint (at, heads, hash) values ($1, $2, $3)', [
        at,
        heads,
        hash,
      ]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    await client.end();
  }
  return sealed;
}

async function headsHash(client: pg.Client): Promise<{ heads: number; hash: string }> {
  const { rows } = await client.query<{ school_id: number; hash: string }>(
    'select distinct on (school_id) school_id, hash from platform.audit_seal order by school_id, sequence desc',
  );
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${row.school_id}:${row.hash};`);
  return { heads: rows.length, hash: hash.digest('hex') };
}

export interface AuditFault {
  schoolId: number;
  sequence: number | null;
  what: 'changed' | 'missing-seal' | 'checkpoint';
}

/**
 * Recomputes every chain. An entry changed, removed or slipped in shows as the seal that no longer fits. `checkpoint` covers all
 * chains: kept somewhere else, it shows later what even the owner of the database rewrote or cut off.
 */
export async function verifyAudit(
  ownerUrl: string,
): Promise<{ entries: number; unsealed: number; faults: AuditFault[]; checkpoint: string | null }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows: seals } = await client.query<{
      school_id: number;
      sequence: number;
      last_entry_id: number;
      hash: string;
    }>('select school_id, sequence, last_entry_id, hash from platform.audit_seal order by school_id, sequence');
    const faults: AuditFault[] = [];
    let entries = 0;
    let before = { school: Number.NaN, sequence: 0, last: 0, hash: '' };
    for (const seal of seals) {
      if (seal.school_id !== before.school) before = { school: seal.school_id, sequence: 0, last: 0, hash: '' };
      if (seal.sequence !== before.sequence + 1)
        faults.push({ schoolId: seal.school_id, sequence: seal.sequence, what: 'missing-seal' });
      const { rows } = await client.query<Entry>(entriesBetween, [seal.school_id, before.last, seal.last_entry_id]);
      entries += rows.length;
      if (sealHash(before.hash, rows) !== seal.hash)
        faults.push({ schoolId: seal.school_id, sequence: seal.sequence, what: 'changed' });
      before = { school: seal.school_id, sequence: seal.sequence, last: seal.last_entry_id, hash: seal.hash };
    }
    const { rows: checkpoints } = await client.query<{ hash: string }>(
      'select hash from platform.audit_checkpoint order by audit_checkpoint_id desc limit 1',
    );
    if (checkpoints[0] && checkpoints[0].hash !== (await headsHash(client)).hash)
      faults.push({ schoolId: 0, sequence: null, what: 'checkpoint' });
    const { rows: open } = await client.query<{ unsealed: number }>(
      `select count(*) as unsealed from platform.audit_entry e
       where audit_entry_id > coalesce((select max(last_entry_id) from platform.audit_seal s where s.school_id = e.school_id), 0)`,
    );
    return { entries, unsealed: open[0]?.unsealed ?? 0, faults, checkpoint: checkpoints[0]?.hash ?? null };
  } finally {
    await client.end();
  }
}
