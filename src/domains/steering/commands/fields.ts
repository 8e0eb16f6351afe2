import { z } from 'zod';

export const id = z.number().int().positive();
export const day = z.iso.date();
export const line = z.string().trim().min(1).max(500);
export const longText = z.string().trim().max(20_000);
export const comparator = z.enum(['at-least', 'more-than', 'exactly', 'at-most', 'less-than']);
export const unit = z.enum([
  'percent',
  'count',
  'minutes',
  'hours',
  'days',
  'months',
  'years',
  'dong',
  'mbps',
  'points',
]);

/** Which units a target is about; a list left out leaves nobody out. */
export const scope = z.object({
  words: z.string().max(500),
  levels: z.array(z.enum(['preschool', 'primary', 'lower-secondary', 'upper-secondary', 'continuing'])).optional(),
  kinds: z.array(z.enum(['school', 'centre', 'district-office', 'department', 'room'])).optional(),
  managedBy: z.array(z.enum(['department', 'district-office', 'commune'])).optional(),
});

/** Whom a task or a deadline is for. */
export const placeIds = z.array(id).max(5000);
