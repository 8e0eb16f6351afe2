import { performFor, routes } from '../http/env.ts';
import { say } from '../http/screen.tsx';
import { endSession } from './commands/end-session.ts';
import { takeToken } from './cookies.ts';
import { formValues } from './form-values.ts';
import { letIn } from './let-in.ts';
import { provePassword } from './prove-password.ts';
import { localPath } from './rules/local-path.ts';
import { signInScreen } from './screens/sign-in.tsx';
import { addressOf } from './where-from.ts';
import { wordsOf } from './words/index.ts';

export const signInRoutes = routes();

signInRoutes.get('/sign-in', async ask => {
  const to = localPath(ask.req.query('to'));
  return ask.var.signedIn ? ask.redirect(to, 303) : signInScreen(ask, { to });
});

signInRoutes.post('/sign-in', async ask => {
  const t = wordsOf(ask.var.language).faults;
  const { login, password, to } = await formValues(ask, 'login', 'password', 'to');
  const missing = [
    ...(login.trim() === '' ? [{ field: 'login', words: t.loginMissing }] : []),
    ...(password === '' ? [{ field: 'password', words: t.passwordMissing }] : []),
  ];
  if (missing.length > 0) return signInScreen(ask, { to: localPath(to), login, faults: missing, status: 422 });
  const proof = await provePassword(ask.var.system, { login, password, address: addressOf(ask) }, ask.var.requestId);
  if (proof.outcome === 'proved') return letIn(ask, proof, 'password', to);
  if (proof.outcome === 'wait') {
    ask.header('retry-after', String(proof.minutes * 60));
    return signInScreen(ask, { to: localPath(to), login, faults: [{ words: t.wait(proof.minutes) }], status: 429 });
  }
  return signInScreen(ask, { to: localPath(to), login, faults: [{ words: t[proof.outcome] }], status: 422 });
});

signInRoutes.post('/sign-out', async ask => {
  const { signedIn } = ask.var;
  if (signedIn) {
    await performFor(ask, endSession, {
      accountId: signedIn.accountId,
      sessions: { which: 'one', hash: signedIn.sessionHash },
      why: 'signed-out',
    });
  }
  takeToken(ask, 'session');
  say(ask, 'done', wordsOf(ask.var.language).done.signedOut);
  return ask.redirect('/sign-in', 303);
});
