import type { System } from '../system.ts';
import type { Trust } from './types.ts';

/** Whom this house believes today: its development authority, the anchors that an administrator added, and their revocation lists. */
export async function readTrust(_system: System): Promise<Trust> {
  throw new Error('being written');
}
