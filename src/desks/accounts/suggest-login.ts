import { fold } from '#platform/text/index.ts';

/** The form a user name must have, as the database asks it too. */
export const loginForm = /^[a-z0-9._@-]{3,100}$/;

/** "Nguyễn Văn An" → "annv": the name one is called by, then the initials of the rest, without marks: short on a phone. */
function stemOf(name: string): string {
  const parts = fold(name)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const called = parts.pop() ?? 'nguoi';
  return `${called}${parts.map(part => part[0]).join('')}`;
}

export interface Named {
  personId: number;
  name: string;
}

/** What may be tried for a person, the shortest first; the last is theirs alone. */
export function loginCandidates({ personId, name }: Named): string[] {
  const stem = stemOf(name);
  return [stem, ...[2, 3, 4, 5, 6, 7, 8, 9].map(number => `${stem}${number}`), `${stem}.${personId}`].filter(login =>
    loginForm.test(login),
  );
}

/** A user name for each, none of them taken and no two alike. */
export function suggestLogins(people: Named[], taken: ReadonlySet<string>): Map<number, string> {
  const used = new Set(taken);
  return new Map(
    people.map(person => {
      const login = loginCandidates(person).find(candidate => !used.has(candidate)) ?? '';
      used.add(login);
      return [person.personId, login];
    }),
  );
}
