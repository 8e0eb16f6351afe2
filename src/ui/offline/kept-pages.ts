/** Pages that stay on the device once they were opened: what a teacher works with, and nothing else. */
const kept = [
  /^\/my-classes$/,
  /^\/outbox$/,
  /^\/schools\/\d+\/gradebook$/,
  /^\/schools\/\d+\/courses\/\d+$/,
  /^\/schools\/\d+\/classes\/\d+$/,
  /^\/schools\/\d+\/classes\/\d+\/attendance$/,
];

export const isKept = (path: string): boolean => kept.some(each => each.test(path));

/** Which of them are worth naming in the list of what is here; the others lead to these. */
export const isListed = (path: string): boolean => path !== '/outbox';
