import { words } from '#platform/words.ts';
import { enKeys } from './en-keys.ts';
import { viKeys } from './vi-keys.ts';

/** The words of keys: seen, registered, revoked. */
export const keyWords = words(viKeys, enKeys);
export type KeyWords = typeof viKeys;
