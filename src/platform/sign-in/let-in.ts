import { personActor } from '../actor.ts';
import type { Ask } from '../http/env.ts';
import { perform } from '../work.ts';
import { beginSession } from './commands/begin-session.ts';
import { giveToken, takeToken } from './cookies.ts';
import { localPath } from './rules/local-path.ts';
import { SESSION_DAYS } from './rules/session-life.ts';
import { keepStep, secondsOf } from './steps.ts';
import { addressOf, deviceOf } from './where-from.ts';

export interface Proven {
  how: 'password' | 'totp' | 'passkey' | 'outside';
  totpStep?: number;
}

/** Begins the session of somebody who has proved who they are, and gives its token to the browser. */
export async function openSession(
  ask: Ask,
  who: { accountId: number; personId: number },
  proven: Proven,
): Promise<void> {
  const { system } = ask.var;
  const actor = personActor(who.personId, { roles: [], schools: [] }, system.today());
  const token = await perform(
    system,
    actor,
    beginSession,
    { accountId: who.accountId, ...proven, device: deviceOf(ask), address: addressOf(ask) },
    { requestId: ask.var.requestId },
  );
  takeToken(ask, 'step');
  giveToken(ask, 'session', token, SESSION_DAYS * 86_400);
}

/** The same, and sends them where they wanted to go. */
export async function letIn(
  ask: Ask,
  who: { accountId: number; personId: number },
  proven: Proven,
  to: string,
): Promise<Response> {
  await openSession(ask, who, proven);
  return ask.redirect(localPath(to), 303);
}

/** The account has an authenticator app: one more step, and no session before it. */
export async function askForCode(
  ask: Ask,
  accountId: number,
  to: string,
  how: 'password' | 'outside',
): Promise<Response> {
  giveToken(
    ask,
    'step',
    await keepStep(ask.var.system, 'totp', accountId, { to: localPath(to), how }),
    secondsOf('totp'),
  );
  return ask.redirect('/sign-in/code', 303);
}
