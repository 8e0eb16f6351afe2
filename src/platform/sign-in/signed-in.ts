import type { Ask, SignedIn } from '../http/env.ts';
import { NotAllowed } from '../refusal.ts';

/** The account behind the request. @throws NotAllowed for a visitor, who is shown the way in. */
export function signedInOf(ask: Ask): SignedIn {
  if (!ask.var.signedIn) throw new NotAllowed();
  return ask.var.signedIn;
}
