import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { house } from '#platform/access.ts';
import { job } from '#platform/jobs.ts';
import { signCompact } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import { command, perform, readWide, type Work } from '#platform/work.ts';
import { type Ended, keyInList, listDigest, writeRevocationList } from '../rules/revocation-list.ts';

/** Whoever checks without a network wants a list of today, even where nothing was revoked. */
const RENEW_AFTER_HOURS = 20;

/** Gives out the list of transcripts that no longer hold, signed; the one before goes. The house's work, never a person's. */
const publishRevocations = command('transcripts', 'publish-revocations', {
  input: z.object({ ended: z.array(z.tuple([z.string(), z.enum(['superseded', 'revoked'])])) }),
  async run(work, { ended }): Promise<number> {
    work.allowed(work.actor.kind === 'system');
    const { rows } = await sql<{
      number: number;
    }>`delete from transcripts.revocation_list returning list_number as number`.execute(work.db);
    const number = Math.max(0, ...rows.map(row => row.number)) + 1;
    // Phones compare it with their own time, which sample data do not live in.
    const madeAt = work.system.phoneTime();
    const list = writeRevocationList({ number, madeAt, ended: new Map(ended) });
    await work.db
      .insertInto('transcripts.revocation_list')
      .values({
        list_number: number,
        made_at: madeAt,
        entries: ended.length,
        content_sha256: contentHash(ended),
        signed: `${Buffer.from(list).toString('base64url')}.${await signCompact(work.system, await listDigest(list))}`,
      })
      .execute();
    work.audit({
      event: 'revocations.published',
      subject: `revocation-list:${number}`,
      data: { entries: ended.length },
    });
    return number;
  },
});

/** Of all schools: the number of each transcript that was superseded or revoked, hashed as the list names it. */
async function readEnded(system: System): Promise<[string, Ended][]> {
  const { rows } = await readWide(system, 'transcripts', db =>
    sql<{
      public_id: string;
      kind: Ended;
    }>`select t.public_id, 'revoked' as kind from transcripts.revocation r
        join transcripts.transcript t on t.school_id = r.school_id and t.transcript_id = r.transcript_id
      union all
      select t.public_id, 'superseded' from transcripts.transcript n
        join transcripts.transcript t on t.school_id = n.school_id and t.transcript_id = n.supersedes_id
        where n.supersedes_id is not null
          and not exists (select from transcripts.revocation r where r.school_id = t.school_id and r.transcript_id = t.transcript_id)`.execute(
      db,
    ),
  );
  const named = await Promise.all(
    rows.map(async ({ public_id, kind }): Promise<[string, Ended]> => [await keyInList(public_id), kind]),
  );
  return named.sort(([one], [other]) => (one < other ? -1 : 1));
}

const contentHash = (ended: readonly [string, Ended][]) =>
  createHash('sha256').update(JSON.stringify(ended)).digest('hex');

const JOB = 'transcripts.publish-revocations';

/** Asks for the list anew: a transcript was superseded or revoked. A hundred at once are one list. */
export const renewRevocations = (work: Work<'transcripts'>): void => work.later(JOB, {}, { key: JOB });

/** Renews the list where something changed, or where it is a day old. */
export const publishRevocationsJob = job(JOB, z.object({}), async system => {
  const ended = await readEnded(system);
  const latest = await findRevocationList(system);
  const isFresh = latest && system.phoneTime().getTime() - latest.madeAt.getTime() < RENEW_AFTER_HOURS * 3_600_000;
  if (isFresh && latest.contentSha256 === contentHash(ended)) return;
  await perform(system, house('revocations', system.today()), publishRevocations, { ended });
});

export interface PublishedList {
  number: number;
  madeAt: Date;
  entries: number;
  contentSha256: string;
  signed: string;
}

/** The list as it is given out now; undefined before the first was made. */
export async function findRevocationList(system: System): Promise<PublishedList | undefined> {
  const row = await system.database.tables
    .selectFrom('transcripts.revocation_list')
    .selectAll()
    .orderBy('list_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      number: row.list_number,
      madeAt: row.made_at,
      entries: row.entries,
      contentSha256: row.content_sha256,
      signed: row.signed,
    }
  );
}
