import { words } from '#platform/words.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** The words of transcripts in a reader's language. */
export const t = words(vi, en);
