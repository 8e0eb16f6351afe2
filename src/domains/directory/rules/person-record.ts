/** What is recorded of a person, and what a new record of them changes. */
export interface PersonFacts {
  fullName: string;
  birthDay: string | null;
  sex: 'male' | 'female' | null;
  ethnicKey: string | null;
  religionKey: string | null;
  nationality: string;
  citizenNumber: string | null;
  ministryCode: string | null;
  phone: string | null;
  email: string | null;
  homeAddress: string | null;
  birthPlace: string | null;
  nativePlace: string | null;
  languageTag: string | null;
}

/** "Verified" is what the population database answered; a number or a name changed since then is only "given" again. */
export type CitizenNumberState = 'none' | 'given' | 'verified' | 'mismatch';

export interface KnownPerson extends PersonFacts {
  personId: number;
  citizenNumberState: CitizenNumberState;
}

const unknown: PersonFacts = {
  fullName: '',
  birthDay: null,
  sex: null,
  ethnicKey: null,
  religionKey: null,
  nationality: 'VN',
  citizenNumber: null,
  ministryCode: null,
  phone: null,
  email: null,
  homeAddress: null,
  birthPlace: null,
  nativePlace: null,
  languageTag: null,
};

/** What the population database compares: số định danh, họ tên, ngày sinh, giới tính. */
const compared: readonly (keyof PersonFacts)[] = ['citizenNumber', 'fullName', 'birthDay', 'sex'];

/** What is left out (undefined) stays as it was. */
export function mergePerson(
  personId: number,
  before: KnownPerson | undefined,
  given: { [field in keyof PersonFacts]?: PersonFacts[field] | undefined },
): { person: KnownPerson; changed: (keyof PersonFacts)[] } {
  const known: PersonFacts = before ?? unknown;
  const said = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<PersonFacts>;
  const merged = { ...known, ...said };
  const changed = (Object.keys(unknown) as (keyof PersonFacts)[]).filter(field => merged[field] !== known[field]);
  const isStill = before !== undefined && !changed.some(field => compared.includes(field));
  const citizenNumberState = isStill ? before.citizenNumberState : merged.citizenNumber === null ? 'none' : 'given';
  return { person: { ...merged, personId, citizenNumberState }, changed };
}
