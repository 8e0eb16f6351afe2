import type { System } from '../system.ts';
import type { Owner, Signer } from './types.ts';

/** What the owner gives for one authorisation. Held for the life of the Signer, kept nowhere. */
export interface HowToSign {
  pin?: string;
  otp?: string;
}

/**
 * Opens the owner's signer that is valid now (undefined: they have none). Whether the actor may sign for the owner is for the
 * calling command to ask. @throws SigningFault
 */
export async function findSigner(_system: System, _owner: Owner, _how: HowToSign = {}): Promise<Signer | undefined> {
  throw new Error('being written');
}
