import { words } from '#platform/words.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

export const t = words(vi, en);
export type AccountWords = typeof vi;
