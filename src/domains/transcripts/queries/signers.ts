import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { fromPem } from '#platform/signing/certificates/read.ts';
import type { Identity, Owner } from '#platform/signing/index.ts';

/** The key that signs for a person or a school, without the key. */
export interface SignerSeen {
  signerId: number;
  kind: 'local' | 'token' | 'remote';
  name: string;
  fingerprint: string;
  /** Made by Rông itself for trying out: of no legal value. */
  isDevelopment: boolean;
  validUntil: Date;
  isRevoked: boolean;
  identity: Identity;
  /** Where a token's key lies; with no library, the token is at the school and not in this machine. */
  token: { library?: string; tokenSerial?: string; keyId?: string };
}

interface Row extends Omit<SignerSeen, 'identity' | 'token'> {
  chain: string;
  algorithm: Identity['algorithm'];
  reference: SignerSeen['token'] | null;
}

const columns = sql`s.signer_id as "signerId", s.kind, s.name, s.fingerprint, s.signing_authority_id is not null as "isDevelopment", s.valid_until as "validUntil",
  exists (select from platform.signer_revocation r where r.signer_id = s.signer_id) as "isRevoked", s.chain, s.algorithm, s.reference`;

function seen(row: Row | undefined): SignerSeen | undefined {
  if (!row) return undefined;
  const { chain, algorithm, reference, ...rest } = row;
  return { ...rest, identity: { chain: fromPem(chain), algorithm }, token: (row.kind === 'token' && reference) || {} };
}

/** The owner's newest, whatever its state: it alone may sign. */
export async function findNewestSigner(db: Query<'transcripts'>, owner: Owner): Promise<SignerSeen | undefined> {
  const { rows } = await sql<Row>`select ${columns} from platform.signer s
    where s.owner_kind = ${owner.kind} and s.owner_id = ${owner.id} order by s.signer_id desc limit 1`.execute(db);
  return seen(rows[0]);
}

export const isUsable = (signer: SignerSeen | undefined, now: Date): signer is SignerSeen =>
  signer !== undefined && !signer.isRevoked && now <= signer.validUntil;

/** One that an order names, revoked since or not: what it signed is judged by its certificate. */
export async function getSigner(db: Query<'transcripts'>, signerId: number): Promise<SignerSeen> {
  const { rows } = await sql<Row>`select ${columns} from platform.signer s where s.signer_id = ${signerId}`.execute(db);
  const found = seen(rows[0]);
  if (!found) throw new Error(`Signer ${signerId} is gone.`);
  return found;
}
