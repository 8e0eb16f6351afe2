import { sql } from 'kysely';
import { z } from 'zod';
import { type Actor, house } from '#platform/access.ts';
import { actorOfPerson } from '#platform/actor.ts';
import { inTransaction } from '#platform/database/database.ts';
import { json } from '#platform/database/types.ts';
import { type Jobs, job } from '#platform/jobs.ts';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { findSigner, readTrust, type Signer, SigningFault, saidOf } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import type { Said } from '#platform/words.ts';
import { read } from '#platform/work.ts';
import { ownerFor, SIGNING } from '../commands/ask-signing.ts';
import { readSignedHashes } from '../queries/signed-hashes.ts';
import { findNewestSigner, getSigner } from '../queries/signers.ts';
import { findSigningOrder, type SigningOrder } from '../queries/signing-order.ts';
import { readCandidates, sortCandidates } from '../queries/to-sign.ts';
import {
  BATCH,
  finishOne,
  type OrderAtWork,
  type PreparedTranscript,
  prepareBatch,
  type SignedValues,
  signHashes,
} from './sign-batch.ts';

/** Opens an order with what it needs, as the person who asked may today. */
export async function openOrder(
  system: System,
  actor: Actor,
  schoolId: number,
  signingOrderId: number,
): Promise<OrderAtWork | undefined> {
  return await read(system, actor, 'transcripts', async db => {
    const order = await findSigningOrder(db, schoolId, signingOrderId);
    if (!order) return undefined;
    const signer = await getSigner(db, order.signerId);
    const seal = await findNewestSigner(db, { kind: 'school', id: schoolId });
    return {
      order,
      signer,
      isDevelopment: signer.isDevelopment || (seal?.isDevelopment ?? false),
      confirmed: new Map(),
    };
  });
}

/** What of the order may be signed now. What was signed already is out of it: done again, the order goes on where it stood. */
export const readReady = (system: System, actor: Actor, { schoolId, schoolYear, classIds, role }: SigningOrder) =>
  read(
    system,
    actor,
    'transcripts',
    async db => sortCandidates(role, await readCandidates(db, schoolId, schoolYear, classIds)).ready,
  );

/**
 * Works an order off, batch by batch. What is done stands in transcripts.signature, each in its own transaction: killed at any
 * moment, it begins again and signs what is left, none twice.
 * @param as whose hand signs; left out, the person who asked, with what they may do at this moment
 */
export async function workOffOrder(
  system: System,
  schoolId: number,
  signingOrderId: number,
  as?: Actor,
): Promise<void> {
  const reader = house('transcripts.sign', system.today(), [schoolId]);
  const work = await openOrder(system, reader, schoolId, signingOrderId);
  if (!work) return;
  const tell = progressOf(system, work.order);
  const actor = as ?? (await signerOf(system, work.order));
  await tell({ begun: true });
  try {
    const { failed, left } = await signAll(system, actor, work, tell);
    // Hashes of the others are still with the holder of the key.
    if (failed.length === 0 && left > 0 && work.signer.kind !== 'local') return;
    await tell({
      outcome: failed.length > 0 ? 'refused' : 'done',
      answer: failed.length > 0 ? { said: failed[0], failed: failed.length } : {},
    });
  } catch (error) {
    const said = error instanceof Refusal ? error.said : error instanceof SigningFault ? saidOf(error) : undefined;
    const outcome = said || error instanceof NotAllowed ? 'refused' : 'failed';
    await tell({ outcome, answer: { said } });
    if (outcome === 'failed') throw error;
  }
}

async function signerOf(system: System, { askedBy, schoolId }: SigningOrder): Promise<Actor> {
  const personId = /^person:(\d+)$/.exec(askedBy)?.[1];
  return personId
    ? await actorOfPerson(system.database, Number(personId), system.today())
    : house('transcripts.sign', system.today(), [schoolId]);
}

async function signAll(
  system: System,
  actor: Actor,
  work: OrderAtWork,
  tell: Tell,
): Promise<{ failed: Said[]; left: number }> {
  const { order, signer } = work;
  // A token that was lost may still sign somewhere; what it sends counts for nothing once it is revoked here.
  if (signer.isRevoked) throw new SigningFault('signer-revoked');
  const key = signer.kind === 'local' ? await openKey(system, actor, order) : undefined;
  const trust = await readTrust(system);
  const left = await readReady(system, actor, order);
  const brought = key ? undefined : await read(system, actor, 'transcripts', db => readSignedHashes(db, order));
  const todo = brought ? left.filter(id => brought.has(id)) : left;
  const failed: Said[] = [];
  let done = 0;
  for (let at = 0; at < todo.length; at += BATCH) {
    const prepared = await prepareBatch(system, actor, work, todo.slice(at, at + BATCH));
    const values = key ? await signHashes(key, prepared.map(hashesOf)) : valuesOf(prepared, brought);
    for (const [index, one] of prepared.entries()) {
      try {
        await finishOne(
          system,
          actor,
          order,
          trust,
          one,
          values[index] ?? { pdf: new Uint8Array(), xml: new Uint8Array() },
        );
        done++;
      } catch (error) {
        // One that cannot be signed (superseded meanwhile, a value of another key) does not hold the others up.
        if (error instanceof Refusal) failed.push(error.said);
        else if (error instanceof SigningFault && error.code === 'signature-wrong') failed.push(saidOf(error));
        else throw error;
      }
    }
    await tell({ left: left.length - done });
  }
  return { failed, left: left.length - done };
}

async function openKey(system: System, actor: Actor, order: SigningOrder): Promise<Signer> {
  const key = await findSigner(system, ownerFor(actor, order.schoolId, order.role));
  if (!key) throw new SigningFault('no-signer');
  return key;
}

const hashesOf = ({ transcriptId, pdf, xml }: PreparedTranscript) => ({
  transcriptId,
  pdf: pdf.toSign,
  xml: xml.toSign,
});

const valuesOf = (
  prepared: readonly PreparedTranscript[],
  brought: ReadonlyMap<number, SignedValues> | undefined,
): SignedValues[] =>
  prepared.map(({ transcriptId }) => brought?.get(transcriptId) ?? { pdf: new Uint8Array(), xml: new Uint8Array() });

type Tell = (told: {
  begun?: true;
  left?: number;
  outcome?: 'done' | 'refused' | 'failed';
  answer?: unknown;
}) => Promise<void>;

/** How far the order is, outside any transaction of it, so that others see it meanwhile. `done` is what is no longer left. */
function progressOf(system: System, { schoolId, longWorkId }: SigningOrder): Tell {
  return async ({ begun, left, outcome, answer }) => {
    if (longWorkId === null) return;
    await inTransaction(system.database, { schools: [schoolId] }, 'read write', async tables => {
      const now = system.clock.now();
      const sets = [
        ...(begun ? [sql`begun_at = coalesce(begun_at, ${now}), ended_at = null, outcome = null`] : []),
        ...(left === undefined ? [] : [sql`done = greatest(total - ${left}, 0)`]),
        ...(outcome ? [sql`ended_at = ${now}, outcome = ${outcome}, answer = ${json(answer ?? {})}::jsonb`] : []),
      ];
      await sql`update platform.long_work set ${sql.join(sets)} where school_id = ${schoolId} and long_work_id = ${longWorkId}`.execute(
        tables,
      );
    });
  };
}

const signInBackground = job(
  SIGNING,
  z.object({ schoolId: z.number(), signingOrderId: z.number() }),
  (system, { schoolId, signingOrderId }) => workOffOrder(system, schoolId, signingOrderId),
);

export const signingJobs: Jobs = { jobs: [signInBackground], listeners: [], timed: [] };
