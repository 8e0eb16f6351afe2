/** How a lesson went, as the lesson book rates it: A good (tốt), B fair (khá), C average (trung bình), D weak (yếu). */
export const ratings = ['A', 'B', 'C', 'D'] as const;
export type Rating = (typeof ratings)[number];
