import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance: what a cookie or a one-time link carries. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What the database keeps of a token. A plain hash is enough: nobody can guess through 256 bits. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');
