import { giveRoles } from '#directory';
import type { Ask } from '#platform/http/env.ts';
import { performFor, readFor } from '#platform/http/env.ts';
import { Refusal } from '#platform/refusal.ts';
import { makeAccounts, resetAccounts } from '#platform/sign-in/index.ts';
import type { FieldFault } from '#ui';
import { loginField, personField, type Typed } from './list.tsx';
import type { SlipToHand } from './slips.tsx';
import { givesRole, type Standing, takenOf } from './standing.ts';
import { loginForm } from './suggest-login.ts';
import { temporaryPassword } from './temporary-password.ts';
import { t } from './words/index.ts';

/** Hashing a password takes 20 ms: a class with its parents, or the staff of a large school, in one go. */
const MOST = 250;

export type HandedOut = { slips: SlipToHand[] } | { faults: FieldFault[] };

const wantedLogin = (one: Standing, typed: Typed) => (typed.logins.get(one.personId) ?? one.login).trim().toLowerCase();

function faultsOfChoice(ask: Ask, chosen: Standing[]): FieldFault[] {
  const text = t(ask.var.language).faults;
  if (chosen.length === 0) return [{ words: text.nobody }];
  return chosen.length > MOST ? [{ words: text.many(MOST) }] : [];
}

/** Everything wrong with the user names at once, each beside its person. */
async function faultsOfLogins(ask: Ask, chosen: Standing[], typed: Typed): Promise<FieldFault[]> {
  const text = t(ask.var.language).faults;
  const wanted = chosen.map(one => wantedLogin(one, typed));
  const taken = await readFor(ask, 'indicators', db => takenOf(db, wanted, []));
  return chosen.flatMap((one, at): FieldFault[] => {
    if (one.accountId !== null) return [{ field: personField(one.personId), words: text.has(one.name, one.login) }];
    const login = wanted[at] ?? '';
    const field = loginField(one.personId);
    if (!loginForm.test(login)) return [{ field, words: text.form(one.name) }];
    if (taken.logins.has(login)) return [{ field, words: text.taken(one.name, login) }];
    return wanted.indexOf(login) === at ? [] : [{ field, words: text.twice(one.name, login) }];
  });
}

/** A refusal that names a row ("3.login") is told beside that person. */
function besidePerson(ask: Ask, refusal: Refusal, chosen: Standing[]): FieldFault {
  const [row = '', what] = refusal.field?.split('.') ?? [];
  const person = chosen[Number(row)];
  const words = refusal.said[ask.var.language];
  if (!/^\d+$/.test(row) || !person) return { words };
  const field = what === 'login' ? loginField(person.personId) : personField(person.personId);
  return { field, words: `${person.name}: ${words}` };
}

const slipOf = (one: Standing, login: string, password: string): SlipToHand => ({
  name: one.name,
  facts: one.facts,
  login,
  password,
});

/** Makes accounts for those chosen, staff getting the role of their job first. The passwords live only in the answer. */
export async function makeChosen(ask: Ask, chosen: Standing[], typed: Typed): Promise<HandedOut> {
  const early = faultsOfChoice(ask, chosen);
  const faults = early.length > 0 ? early : await faultsOfLogins(ask, chosen, typed);
  if (faults.length > 0) return { faults };
  const { system, actor, requestId } = ask.var;
  const schoolId = Number(ask.req.param('schoolId'));
  const newRoles = chosen.flatMap(one => {
    const role = givesRole(one);
    return role ? [{ personId: one.personId, role }] : [];
  });
  const accounts = chosen.map(one => ({
    personId: one.personId,
    login: wantedLogin(one, typed),
    temporaryPassword: temporaryPassword(),
    ...(one.email ? { email: one.email } : {}),
  }));
  try {
    if (newRoles.length > 0) await performFor(ask, giveRoles, { placeId: schoolId, people: newRoles });
    await makeAccounts(system, actor, accounts, requestId);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return { faults: [besidePerson(ask, fault, chosen)] };
  }
  return {
    slips: chosen.map((one, at) => slipOf(one, accounts[at]?.login ?? '', accounts[at]?.temporaryPassword ?? '')),
  };
}

/** New temporary passwords for those chosen who have an account. */
export async function resetChosen(ask: Ask, chosen: Standing[]): Promise<HandedOut> {
  const text = t(ask.var.language).faults;
  const faults = [
    ...faultsOfChoice(ask, chosen),
    ...chosen.flatMap(one =>
      one.accountId === null ? [{ field: personField(one.personId), words: text.hasNot(one.name) }] : [],
    ),
  ];
  if (faults.length > 0) return { faults };
  const given = chosen.map(one => ({ accountId: one.accountId ?? -1, temporaryPassword: temporaryPassword() }));
  await resetAccounts(ask.var.system, ask.var.actor, given, ask.var.requestId);
  return { slips: chosen.map((one, at) => slipOf(one, one.login, given[at]?.temporaryPassword ?? '')) };
}
