import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { house } from '../../access.ts';
import type { System } from '../../system.ts';
import { command, perform, type Work } from '../../work.ts';
import { sha256 } from '../certificates/read.ts';
import { box } from '../secret.ts';
import { COMPACT_VERSION, type CompactKey } from './verify.ts';

/** A key of the house, opened. */
export interface HouseKey {
  id: string;
  privateKey: KeyObject;
}

const LOCK = 7_240_011;

/** Makes the house's key where there is none yet; asked twice at once, it is made once. */
const makeHouseKey = command('platform', 'make-house-key', {
  input: z.object({}),
  async run(work) {
    work.allowAnyone('It is made when first needed, and gives nobody anything.');
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(work.db);
    const known = await work.db.selectFrom('platform.house_key').select('house_key_id').limit(1).executeTakeFirst();
    const id = known?.house_key_id ?? (await makeKey(work));
    work.audit({ event: known ? 'house-key.found' : 'house-key.made', subject: `house-key:${id}` });
  },
});

async function makeKey({ db, system, now }: Work<'platform'>): Promise<string> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' });
  const id = sha256(spki).toString('hex').slice(0, 8);
  const pkcs8 = keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  await db
    .insertInto('platform.house_key')
    .values({
      house_key_id: id,
      public_key: spki.toString('base64url'),
      sealed_key: await box.seal(system, `house-key:${id}`, pkcs8),
      made_at: now,
    })
    .execute();
  return id;
}

/** Opens the newest key of the house, made when first needed. Open it once for many. */
export async function openHouseKey(system: System): Promise<HouseKey> {
  const find = () =>
    system.database.tables
      .selectFrom('platform.house_key')
      .select(['house_key_id', 'sealed_key'])
      .orderBy('made_at', 'desc')
      .limit(1)
      .executeTakeFirst();
  let row = await find();
  if (!row) {
    await perform(system, house('signing', system.today()), makeHouseKey, {});
    row = await find();
  }
  if (!row) throw new Error('The key of the house was not made.');
  const key = Buffer.from(await box.unseal(system, `house-key:${row.house_key_id}`, row.sealed_key), 'base64');
  return { id: row.house_key_id, privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }) };
}

/** Signs a few bytes, as text for a QR code: about 4/3 of the payload and 92 letters. */
export function signCompactWith({ id, privateKey }: HouseKey, payload: Uint8Array): string {
  const signed = Buffer.concat([Uint8Array.of(COMPACT_VERSION), Buffer.from(id, 'hex'), payload]);
  const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return Buffer.concat([signed, signature]).toString('base64url');
}

/** The same with the house's newest key. */
export const signCompact = async (system: System, payload: Uint8Array): Promise<string> =>
  signCompactWith(await openHouseKey(system), payload);

/** The public keys by which what this house signed can be checked, the newest first. */
export async function readCompactKeys(system: System): Promise<CompactKey[]> {
  const rows = await system.database.tables
    .selectFrom('platform.house_key')
    .select(['house_key_id', 'public_key'])
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(row => ({ id: row.house_key_id, publicKey: row.public_key }));
}
