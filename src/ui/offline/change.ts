/** Words in every language of the interface, as commands answer them. */
export interface Said {
  vi: string;
  en: string;
}

export type KindName = 'marks' | 'comments' | 'attendance';

/** One changed cell, kept on the device until the server has answered. */
export interface Change {
  /** The cell, unique over all sheets of a person: `subjectOf(…)`. */
  subject: string;
  kind: KindName;
  /** What the command is told once for all its cells: school, course, day … */
  group: Record<string, string | number>;
  /** Which cell, and its new value. */
  part: Record<string, string | number>;
  /** The revision whoever made the change had before their eyes. */
  seen: number;
  /** By the device's clock: for people to read, nothing is decided by it. */
  madeAt: string;
  /** The cell in words ("Y Blul, thường xuyên 3") and the page it stands on. */
  label: string;
  page: string;
  /** Sent by itself: together with others its command was refused as a whole. */
  alone?: boolean;
}

/** Changes under way: once sent under its key, a parcel is the same each time it is sent. */
export interface Parcel {
  key: string;
  kind: KindName;
  changes: Change[];
  tries: number;
}

/** What the server last answered for a cell; copies of pages made before it are older. */
export interface Known {
  revision: number;
  value: string;
  /** Came of a change of this device, so that whoever changes the cell here again has seen it. */
  own: boolean;
}

/** What a person must look at: a refused change, or one that met somebody else's. */
export interface Matter {
  state: 'refused' | 'conflict';
  change: Change;
  /** What stands in the cell now. */
  stands?: string;
  words?: Said;
}

/** Everything a device holds of one person. */
export interface Book {
  /** Not yet sent, one a cell: a newer change of the cell takes the place of one that still waits. */
  changes: Record<string, Change>;
  parcels: Record<string, Parcel>;
  matters: Record<string, Matter>;
  known: Record<string, Known>;
  /** Means of pupils by cell, as last answered. */
  means: Record<string, string>;
  /** When the server last took something, by its own clock. */
  savedAt?: string;
}

export const emptyBook = (): Book => ({ changes: {}, parcels: {}, matters: {}, known: {}, means: {} });

export const groupKey = (kind: KindName, group: Change['group']): string =>
  [kind, ...Object.values(group).map(String)].join('|');

export const subjectOf = (kind: KindName, group: Change['group'], name: string): string =>
  `${groupKey(kind, group)}|${name}`;

/** How many cells wait, in the outbox or under way. */
export const waitingIn = (book: Book): number =>
  new Set([
    ...Object.keys(book.changes),
    ...Object.values(book.parcels).flatMap(parcel => parcel.changes.map(change => change.subject)),
  ]).size;
