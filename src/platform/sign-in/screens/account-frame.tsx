import { type FieldFault, type Slot, Tabs } from '#ui';
import type { Ask } from '../../http/env.ts';
import { screen } from '../../http/screen.tsx';
import { wordsOf } from '../words/index.ts';

const sides = ['account', 'password', 'totp', 'passkeys', 'sessions'] as const;
export type AccountSide = (typeof sides)[number];

const hrefOf = (side: AccountSide) => (side === 'account' ? '/account' : `/account/${side}`);

export interface Outcome {
  faults?: FieldFault[];
  status?: 200 | 422 | 429;
}

/** The sides of one's own account, each its own page. */
export function accountScreen(
  ask: Ask,
  current: AccountSide,
  title: string,
  body: Slot,
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const t = wordsOf(ask.var.language).account;
  const tabs = sides.map(side => ({ href: hrefOf(side), label: t.sides[side], current: side === current }));
  return screen(
    ask,
    { title, facts: ask.var.signedIn?.login },
    <>
      <Tabs label={t.title} tabs={tabs} />
      {body}
    </>,
    status,
  );
}
