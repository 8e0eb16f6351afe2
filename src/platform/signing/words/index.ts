import type { Said } from '../../words.ts';
import { words } from '../../words.ts';
import type { SigningFault } from '../fault.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** The words of signing: certificates, verdicts and faults, in both languages. */
export const signingWords = words(vi, en);
export type SigningWords = typeof vi;

/** A fault in words that say what to do next. */
export const saidOf = (fault: SigningFault): Said => ({ vi: vi.fault[fault.code], en: en.fault[fault.code] });
