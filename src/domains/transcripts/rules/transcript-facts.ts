import { z } from 'zod';
import { canonicalJson, sha256 } from './canonical.ts';

const aDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const text = z.string();
const tenths = z.number().int().min(0).max(100);

/** What stands for a subject in a period: a mean (or a primary test) in whole tenths, a level, or both (primary). */
const aValue = z
  .object({
    tenths: tenths.nullable(),
    level: z.enum(['passed', 'not-passed', 'T', 'H', 'C']).nullable(),
  })
  .nullable();

const academic = z.enum([
  'good',
  'fair',
  'passed',
  'not-passed',
  'average',
  'weak',
  'poor',
  'excellent',
  'well',
  'completed',
  'not-completed',
]);
const conduct = z.enum(['good', 'fair', 'passed', 'not-passed', 'average', 'weak']);

const aPeriod = z
  .object({ mean: tenths.nullable(), academic: academic.nullable(), conduct: conduct.nullable() })
  .nullable();

/**
 * The facts of a transcript: what a school says of a pupil and a year, and nothing else. No clock, no address of a page, no id of
 * a database. From them alone come the XML and the page, so that anyone may make both again and compare.
 */
export const TranscriptFacts = z.object({
  school: z.object({
    name: text,
    /** The Ministry's code of the school. */
    code: text.nullable(),
    commune: text.nullable(),
    /** As it was at the year's end: an old transcript still knows its district. */
    district: text.nullable(),
    province: text.nullable(),
    principal: text.nullable(),
  }),
  pupil: z.object({
    name: text,
    code: text,
    birthDay: aDay.nullable(),
    birthPlace: text.nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    ethnic: text.nullable(),
    /** Whole: a digital transcript is known by it. Pages for others than school and family leave it out. */
    citizenNumber: text.nullable(),
  }),
  schoolYear: z.string().regex(/^\d{4}-\d{4}$/),
  grade: z.number().int().min(1).max(12),
  className: text,
  regime: z.enum(['tt22-2021', 'tt58-2011', 'tt27-2020', 'tt30-2014']),
  homeroomTeacher: text.nullable(),
  subjects: z.array(
    z.object({
      key: text,
      name: text,
      kind: z.enum(['scored', 'comment', 'levels']),
      exempt: z.boolean(),
      term1: aValue,
      term2: aValue,
      year: aValue,
      /** After being assessed again in summer. */
      again: aValue,
      teacher: text.nullable(),
      comment: text.nullable(),
    }),
  ),
  /** Qualities and competences at the year's end (primary). */
  traits: z.array(z.object({ key: text, level: z.enum(['T', 'Đ', 'C']) })),
  term1: aPeriod,
  term2: aPeriod,
  year: aPeriod,
  afterSummer: aPeriod,
  absences: z.number().int().min(0).nullable(),
  award: z.enum(['excellent', 'good', 'advanced', 'model']).nullable(),
  /** Competitions, certificates, letters of praise, achievements that the class recognised; in the order of their record. */
  records: z.array(
    z.object({
      kind: z.enum(['class-recognised', 'certificate', 'competition', 'letter']),
      content: text,
      document: text.nullable(),
    }),
  ),
  health: z
    .object({ heightMillimetres: z.number().int().nullable(), weightGrams: z.number().int().nullable() })
    .nullable(),
  outcome: z.enum(['promoted', 'not-promoted']),
  /** Why not, or that the principal decided. */
  outcomeWhy: z.enum(['absences', 'academic', 'conduct', 'conduct-and-academic', 'decided']).nullable(),
  /** What the homeroom teacher says of the year. */
  comment: text.nullable(),
});
export type TranscriptFacts = z.infer<typeof TranscriptFacts>;
export type SubjectFacts = TranscriptFacts['subjects'][number];
export type SubjectValue = z.infer<typeof aValue>;

export const factsText = (facts: TranscriptFacts): string => canonicalJson(facts);

/** By which two states of the facts are compared, and which the QR carries. */
export const factsHash = (facts: TranscriptFacts): string => sha256(factsText(facts));

/** What a transcript is called, and which it replaces: beside the facts, never among them. */
export interface Issue {
  publicId: string;
  version: number;
  /** Public id of the one it replaces. */
  supersedes: string | null;
  /** Why it replaces that one. */
  why: string | null;
  madeAt: Date;
}
