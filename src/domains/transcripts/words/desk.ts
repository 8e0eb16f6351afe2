import { words } from '#platform/words.ts';
import { enDesk } from './en-desk.ts';
import { viDesk } from './vi-desk.ts';

/** The words of making and signing. */
export const deskWords = words(viDesk, enDesk);
export type DeskWords = typeof viDesk;
