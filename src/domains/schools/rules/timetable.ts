import type { Session } from './school-day.ts';

/** A lesson of the week: "2.morning.3" is the third of Tuesday morning. */
export interface LessonPlace {
  weekday: number;
  session: Session;
  lesson: number;
}

export const lessonKey = ({ weekday, session, lesson }: LessonPlace): string => `${weekday}.${session}.${lesson}`;

/** The first lesson that stands twice, if one does. */
export function slotFault<S extends LessonPlace>(slots: readonly S[]): S | undefined {
  const seen = new Set<string>();
  return slots.find(slot => {
    const isTwice = seen.has(lessonKey(slot));
    seen.add(lessonKey(slot));
    return isTwice;
  });
}

/** Monday to Saturday; a Sunday only where something stands on it. */
export const weekdaysShown = (slots: readonly { weekday: number }[]): number[] =>
  slots.some(slot => slot.weekday === 7) ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5, 6];
