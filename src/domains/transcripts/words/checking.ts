import { words } from '#platform/words.ts';
import { enChecking } from './en-checking.ts';
import { viChecking } from './vi-checking.ts';

/** The words of the checking pages. */
export const checkingWords = words(viChecking, enChecking);
export type CheckingWords = typeof viChecking;
