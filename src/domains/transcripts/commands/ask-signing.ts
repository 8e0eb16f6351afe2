import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#platform/access.ts';
import { refuse } from '#platform/refusal.ts';
import type { Owner } from '#platform/signing/index.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { findNewestSigner, isUsable } from '../queries/signers.ts';
import { readCandidates, sortCandidates } from '../queries/to-sign.ts';
import { type SigningRole, signingRoles } from '../rules/signing-order.ts';
import { noSigner, nothingToSign } from '../words/refusals.ts';
import { anId, aSchoolYear } from './fields.ts';

export const SIGNING = 'transcripts.sign';

/**
 * Asks for the transcripts of classes to be signed in one role. A key kept here signs in the background at once; a token or a
 * service waits until its holder has signed the hashes of this order.
 */
export const askSigning = command('transcripts', 'ask-signing', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    role: z.enum(signingRoles),
    classIds: z.array(anId).min(1).max(200),
  }),
  async run(
    work,
    { schoolId, schoolYear, role, classIds },
  ): Promise<{ signingOrderId: number; longWorkId: number; waitsForKey: boolean }> {
    const wanted = [...new Set(classIds)];
    await maySign(work, schoolId, schoolYear, role, wanted);
    const signer = await findNewestSigner(work.db, ownerFor(work.actor, schoolId, role));
    if (!isUsable(signer, work.now)) refuse('no-signer', noSigner[role]);
    const { ready, notYet } = sortCandidates(role, await readCandidates(work.db, schoolId, schoolYear, wanted));
    if (ready.length === 0) refuse('nothing-to-sign', nothingToSign(notYet));
    const waitsForKey = signer.kind !== 'local';
    const open = await findSameOpen(work, {
      schoolId,
      schoolYear,
      role,
      wanted,
      signerId: signer.signerId,
      waitsForKey,
    });
    if (open) {
      await work.db
        .updateTable('platform.long_work')
        .set(is => ({ total: is('done', '+', ready.length) }))
        .where('school_id', '=', schoolId)
        .where('long_work_id', '=', open.longWorkId)
        .execute();
      work.audit({ event: 'signing.asked-again', subject: `signing-order:${open.signingOrderId}`, schoolId });
      return { ...open, waitsForKey };
    }
    const { long_work_id } = await work.db
      .insertInto('platform.long_work')
      .values({
        school_id: schoolId,
        kind: `${SIGNING}-${role}`,
        asked_by: work.actor.name,
        asked_at: work.now,
        total: ready.length,
      })
      .returning('long_work_id')
      .executeTakeFirstOrThrow();
    const { signing_order_id } = await work.db
      .insertInto('transcripts.signing_order')
      .values({
        school_id: schoolId,
        role,
        class_ids: wanted,
        school_year: schoolYear,
        signer_id: signer.signerId,
        long_work_id,
        asked_by: work.actor.name,
        asked_at: work.now,
      })
      .returning('signing_order_id')
      .executeTakeFirstOrThrow();
    const order = { schoolId, signingOrderId: signing_order_id };
    if (!waitsForKey) work.later(SIGNING, order, { key: `${SIGNING}:${schoolId}:${signing_order_id}` });
    work.audit({
      event: 'signing.asked',
      subject: `signing-order:${signing_order_id}`,
      schoolId,
      data: { role, classIds: wanted, transcripts: ready.length, signerId: signer.signerId },
    });
    return { signingOrderId: signing_order_id, longWorkId: long_work_id, waitsForKey };
  },
});

/**
 * The order that this person asked for already: asked again it goes on, and there is no second. One that a job works off at this
 * moment has read what it signs, and takes up nothing more.
 */
async function findSameOpen(
  { db, actor }: Pick<Work<'transcripts'>, 'db' | 'actor'>,
  of: {
    schoolId: number;
    schoolYear: string;
    role: SigningRole;
    wanted: number[];
    signerId: number;
    waitsForKey: boolean;
  },
): Promise<{ signingOrderId: number; longWorkId: number } | undefined> {
  const { rows } = await sql<{ signingOrderId: number; longWorkId: number }>`
    select o.signing_order_id as "signingOrderId", o.long_work_id as "longWorkId"
    from transcripts.signing_order o join platform.long_work w on w.school_id = o.school_id and w.long_work_id = o.long_work_id
    where o.school_id = ${of.schoolId} and o.school_year = ${of.schoolYear} and o.role = ${of.role} and o.signer_id = ${of.signerId}
      and o.asked_by = ${actor.name} and w.outcome is null and (${of.waitsForKey} or w.begun_at is null)
      and o.class_ids @> ${of.wanted}::bigint[] and o.class_ids <@ ${of.wanted}::bigint[]
    order by o.signing_order_id desc limit 1`.execute(db);
  return rows[0];
}

/** Whose key signs in a role: the school's is its seal, the others are the signer's own. */
export const ownerFor = (actor: Actor, schoolId: number, role: SigningRole): Owner =>
  role === 'seal' ? { kind: 'school', id: schoolId } : { kind: 'person', id: actor.personId ?? 0 };

/** Each of the classes is of this school and year, and the actor may sign there in this role. */
export async function maySign(
  work: Pick<Work<'transcripts'>, 'actor' | 'db' | 'allowed'>,
  schoolId: number,
  schoolYear: string,
  role: SigningRole,
  classIds: readonly number[],
): Promise<void> {
  const rule = may(work.actor);
  const one = {
    homeroom: rule.signAsHomeroom(sql<number>`c.school_id`, sql<number>`c.class_id`),
    principal: rule.signAsPrincipal(sql<number>`c.school_id`),
    seal: rule.seal(sql<number>`c.school_id`),
  }[role];
  const { rows } =
    await sql`select from schools.published_class c where c.school_id = ${schoolId} and c.school_year = ${schoolYear}
    and c.class_id = any (${classIds}::bigint[]) and ${one}`.execute(work.db);
  work.allowed(rows.length === classIds.length);
}
