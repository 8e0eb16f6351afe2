import { z } from 'zod';
import type { Work } from '#platform/work.ts';

export const anId = z.number().int().positive();
export const aReason = z.string().trim().min(1).max(500);
export const aSchoolYear = z.string().regex(/^\d{4}-\d{4}$/);

/** Tells indicators and boards that a school's transcripts changed. */
export const announceChange = (work: Work<'transcripts'>, schoolId: number, schoolYear: string): void =>
  work.announce('transcripts.changed', { schoolId, schoolYear });
