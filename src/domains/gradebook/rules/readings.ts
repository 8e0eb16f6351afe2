/**
 * Open places of the circulars: what each may be read as, and which reading holds until the department settles another
 * (gradebook.reading). Words for people, and why each was chosen, stand in words/; here is what rules reckon with.
 */
export const openPlaces = {
  /** TT 22/2021 art. 9.3: must six subjects reach the higher mark as they are, or may the one low subject be thought away first? */
  adjustment: { values: ['strict', 'replace'], source: 'TT 22/2021/TT-BGDĐT, Điều 9.3' },
  /** TT 22/2021 art. 14, TT 58/2011 art. 16: the new result is used in place of the year's; nothing is said of the better one. */
  reassessment: {
    values: ['replaces', 'better-of'],
    source: 'TT 22/2021/TT-BGDĐT, Điều 14; TT 58/2011/TT-BGDĐT, Điều 16',
  },
  /** TT 26/2020: a mark not made up is 0 and a comment not passed; for TT 22/2021 the same is from memory. Holds once the term is closed. */
  missing: { values: ['zero', 'stays-open'], source: 'TT 26/2020/TT-BGDĐT; TT 22/2021/TT-BGDĐT, Điều 7' },
  /** Ethnic minority language and second foreign language: do they count for levels and awards where they are studied? */
  'optional-subjects': { values: ['counted', 'left-out'], source: 'TT 22/2021/TT-BGDĐT, Điều 9; TT 32/2018/TT-BGDĐT' },
  /** TT 58/2011 art. 13.6 speaks of the mean: must a core subject carry the higher rank too? */
  'rank-core': { values: ['core-too', 'mean-alone'], source: 'TT 58/2011/TT-BGDĐT, Điều 13.6' },
  /** TT 58/2011 art. 13.6 does not name "good to poor": a mean of 8,0 is also one of 6,5, and "fair to poor" is named. */
  'rank-good-to-poor': { values: ['as-fair', 'not-raised'], source: 'TT 58/2011/TT-BGDĐT, Điều 13.6' },
  /** TT 58/2011: how many tests of a comment subject must be passed in a term, the final among them. */
  'comment-2011': { values: ['two-thirds', 'every-one'], source: 'TT 58/2011/TT-BGDĐT, Điều 10; TT 26/2020/TT-BGDĐT' },
  /** TT 58/2011: conduct of the year rests mainly on the second term. */
  'conduct-2011': { values: ['second-term', 'worse-term'], source: 'TT 58/2011/TT-BGDĐT, Điều 3' },
  /** TT 22/2016: is everything at its best praised by itself, or only what the class recognised? */
  'praise-2014': { values: ['all-best', 'recognised'], source: 'TT 22/2016/TT-BGDĐT, Điều 16' },
} as const;

export type ReadingName = keyof typeof openPlaces;
export type Readings = { [Name in ReadingName]: (typeof openPlaces)[Name]['values'][number] };

export const readingNames = Object.keys(openPlaces) as ReadingName[];

/** Until the department says otherwise: the first of each place. */
export const readingsByDefault: Readings = {
  adjustment: 'strict',
  reassessment: 'replaces',
  missing: 'zero',
  'optional-subjects': 'counted',
  'rank-core': 'core-too',
  'rank-good-to-poor': 'as-fair',
  'comment-2011': 'two-thirds',
  'conduct-2011': 'second-term',
  'praise-2014': 'all-best',
};

export const isReadingName = (name: string): name is ReadingName => Object.hasOwn(openPlaces, name);

/** Whether a value is one of those that a place may be read as. */
export const isReadingOf = (name: ReadingName, value: unknown): boolean =>
  openPlaces[name].values.some(each => each === value);

/** The default readings with those settled in their place; what is unknown is passed over. */
export function withReadings(settled: readonly { name: string; value: unknown }[]): Readings {
  const known = settled.filter(({ name, value }) => isReadingName(name) && isReadingOf(name, value));
  return { ...readingsByDefault, ...Object.fromEntries(known.map(({ name, value }) => [name, value])) };
}

/** Subjects that a pupil may choose beside the programme (TT 32/2018). */
export const optionalSubjects: ReadonlySet<string> = new Set(['ethnic-language', 'foreign-language-2']);
