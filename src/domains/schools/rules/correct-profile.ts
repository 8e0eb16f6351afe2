/** What a correction of one profile comes to: the fields that are other than before, what they say now, and which were emptied. */
export interface Correction<R> {
  changed: string[];
  news: Partial<R>;
  emptied: string[];
}

/** A code or an ethnic group, once recorded, is exchanged for another and not taken away. */
const neverEmptied = new Set(['fullName', 'birthDay', 'sex', 'job', 'ethnicKey', 'ministryCode']);

export function correctionOf<R extends object>(
  given: R,
  known: Partial<R>,
  keys: readonly (keyof R & string)[],
): Correction<R> {
  const differing = keys.filter(key => given[key] !== known[key]);
  const emptied = differing.filter(key => given[key] === undefined && !neverEmptied.has(key));
  const said = differing.filter(key => given[key] !== undefined);
  return {
    changed: [...said, ...emptied],
    news: Object.fromEntries(said.map(key => [key, given[key]])) as Partial<R>,
    emptied,
  };
}

const ofThePerson = ['religionKey', 'citizenNumber', 'phone', 'email', 'homeAddress', 'birthPlace', 'nativePlace'];

const nothing = (keys: readonly string[]): Record<string, null> => Object.fromEntries(keys.map(key => [key, null]));

/** The emptied fields as the directory takes them. */
export const emptiedOfPerson = (emptied: readonly string[]) =>
  nothing(emptied.filter(key => ofThePerson.includes(key)));

/** The emptied fields as the school's own profile takes them. */
export const emptiedOfDetails = (emptied: readonly string[]) => nothing(emptied.filter(key => key !== 'citizenNumber'));
