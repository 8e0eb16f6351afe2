import { addDays } from '#platform/clock.ts';
import { day } from '#platform/format.ts';
import { forever } from '../rules/place-history.ts';

/** The last day on which it still holds, in words for people: the tables keep the first on which it no longer does. */
export const lastDay = (untilDay: string): string => (untilDay === forever ? '' : day(addDays(untilDay, -1)));

export const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
