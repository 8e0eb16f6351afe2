import { secretBox } from '../sealed-secret.ts';

/** Private keys and secrets of signing services lie sealed under a key of their own. */
export const box = secretBox('signing.key');
