import { words } from '../../words.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

export const wordsOf = words(vi, en);
