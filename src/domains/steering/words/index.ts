import { words } from '#platform/words.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** The words of steering in a reader's language. */
export const wordsOf = words(vi, en);
export type SteeringWords = typeof vi;
