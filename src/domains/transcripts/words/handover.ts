import { words } from '#platform/words.ts';
import { enHandover } from './en-handover.ts';
import { viHandover } from './vi-handover.ts';

/** The words of handing over, taking in, and extracts. */
export const handoverWords = words(viHandover, enHandover);
export type HandoverWords = typeof viHandover;
