import { personActor } from '../actor.ts';
import type { Ask } from '../http/env.ts';
import { perform } from '../work.ts';
import { beginSession } from './commands/begin-session.ts';
import { giveToken, takeToken } from './cookies.ts';
import { SESSION_DAYS } from './rules/session-life.ts';
import { localPath } from './rules/local-path.ts';
import { addressOf, deviceOf } from './where-from.ts';

/** Begins the session of somebody who has proved who they are, and sends them where they wanted to go. */
export async function letIn(
  ask: Ask,
  who: { accountId: number; personId: number },
  how: 'password' | 'totp' | 'passkey' | 'outside',
  to: string | undefined,
): Promise<Response> {
  const { system } = ask.var;
  const actor = personActor(who.personId, { roles: [], schools: [] }, system.today());
  const token = await perform(
    system,
    actor,
    beginSession,
    { accountId: who.accountId, how, device: deviceOf(ask), address: addressOf(ask) },
    { requestId: ask.var.requestId },
  );
  takeToken(ask, 'step');
  giveToken(ask, 'session', token, SESSION_DAYS * 86_400);
  return ask.redirect(localPath(to), 303);
}
