import { words } from '#platform/words.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

export const t = words(vi, en);
export type DeskWords = typeof vi;
