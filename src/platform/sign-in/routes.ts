import { routes } from '../http/env.ts';
import { accountRoutes } from './account-routes.ts';
import { standingRoutes } from './device-standing.ts';
import { outsideRoutes } from './outside/routes.ts';
import { passkeyAccountRoutes } from './passkeys/account-routes.ts';
import { passkeySignInRoutes } from './passkeys/sign-in-routes.ts';
import { passwordRoutes } from './password-routes.ts';
import { doorRoutes } from './sign-in-routes.ts';
import { totpRoutes } from './totp-routes.ts';

/** Signing in and out, and one's own account. */
export const signInRoutes = routes();
for (const some of [
  doorRoutes,
  passkeySignInRoutes,
  outsideRoutes,
  passwordRoutes,
  accountRoutes,
  totpRoutes,
  passkeyAccountRoutes,
  standingRoutes,
]) {
  signInRoutes.route('/', some);
}
