import { dayTime } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { disableAccount, enableAccount, resetAccounts } from '#platform/sign-in/index.ts';
import { localPath } from '#platform/sign-in/rules/local-path.ts';
import { Button, Columns, Definitions, type FieldFault, Form, Panel, Stack, TextField } from '#ui';
import { StateOfAccount } from './list.tsx';
import { slipsScreen } from './slips.tsx';
import { type Db, type Standing, standingsOf } from './standing.ts';
import { temporaryPassword } from './temporary-password.ts';
import { type AccountWords, t } from './words/index.ts';

/** One account of somebody else: a new temporary password, locking, unlocking. */
export const accountRoutes = routes();

interface Seen {
  one: Standing;
  email: string | null;
  accountId: number;
}

/** @throws NotAllowed where the actor does not keep the account, or there is none */
async function getAccount(db: Db, ask: Ask): Promise<Seen> {
  const accountId = idFrom(ask, 'accountId');
  const account = await db
    .selectFrom('platform.account')
    .select(['person_id', 'email', 'login'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!account) throw new NotAllowed();
  const person = await db
    .selectFrom('directory.published_person')
    .select('full_name')
    .where('person_id', '=', account.person_id)
    .executeTakeFirst();
  const [one] = await standingsOf(db, ask.var.actor, [
    { personId: account.person_id, name: person?.full_name ?? account.login, facts: [], part: 'holders' },
  ]);
  if (!one?.keeps) throw new NotAllowed();
  return { one, email: account.email, accountId };
}

const seenBy = (ask: Ask) => readFor(ask, 'indicators', db => getAccount(db, ask));

/** The list one came from, which is the way back. */
const cameFrom = (ask: Ask) => localPath(ask.req.query('from'));

const pathOf = (ask: Ask, accountId: number, act = '') =>
  `/accounts/${accountId}${act}?from=${encodeURIComponent(cameFrom(ask))}`;

async function accountPage(ask: Ask, reason = '', faults: FieldFault[] = []): Promise<Response> {
  const seen = await seenBy(ask);
  const { one } = seen;
  const text = t(ask.var.language);
  const facts = [
    { term: text.heads.login, value: one.login },
    { term: text.account.email, value: seen.email ?? text.account.noEmail },
    { term: text.account.state, value: <StateOfAccount of={one} text={text} /> },
    { term: text.account.seen, value: one.seenAt ? dayTime(one.seenAt, ask.var.language) : text.neverSeen },
    ...(one.lockedAt ? [{ term: text.account.lockedAt, value: dayTime(one.lockedAt, ask.var.language) }] : []),
    ...(one.lockedWhy ? [{ term: text.account.why, value: one.lockedWhy }] : []),
  ];
  return screen(
    ask,
    { title: text.account.title(one.name), crumbs: [{ href: cameFrom(ask), label: text.title }] },
    <Columns
      main={
        <Panel title={text.title}>
          <Definitions items={facts} wide />
        </Panel>
      }
      side={one.isOneself ? <OwnAccount text={text} /> : <Acts ask={ask} seen={seen} reason={reason} faults={faults} />}
    />,
    faults.length > 0 ? 422 : 200,
  );
}

const OwnAccount = ({ text }: { text: AccountWords }) => (
  <p>
    {text.account.toOwn} <a href="/account">{text.account.own}</a>.
  </p>
);

function Acts({ ask, seen, reason, faults }: { ask: Ask; seen: Seen; reason: string; faults: FieldFault[] }) {
  const text = t(ask.var.language);
  const isLocked = seen.one.lockedAt !== null;
  const words = isLocked ? text.account.unlock : text.account.lock;
  return (
    <Stack>
      {!isLocked && (
        <Panel title={text.account.reset}>
          <Form
            action={pathOf(ask, seen.accountId, '/reset')}
            plain
            buttons={<Button filled>{text.account.reset}</Button>}
          >
            <p class="soft">{text.resetHelp}</p>
          </Form>
        </Panel>
      )}
      <Panel title={words}>
        <Form
          action={pathOf(ask, seen.accountId, isLocked ? '/unlock' : '/lock')}
          faults={faults}
          buttons={<Button danger={!isLocked}>{words}</Button>}
        >
          {!isLocked && <p class="soft">{text.account.lockHelp}</p>}
          <TextField
            name="reason"
            label={text.account.reason}
            help={text.account.reasonHelp}
            value={reason}
            maxLength={200}
          />
        </Form>
      </Panel>
    </Stack>
  );
}

accountRoutes.get('/accounts/:accountId{[0-9]+}', ask => accountPage(ask));

accountRoutes.post('/accounts/:accountId{[0-9]+}/reset', async ask => {
  const { one, accountId } = await seenBy(ask);
  const text = t(ask.var.language);
  if (one.isOneself) return accountPage(ask, '', [{ words: text.faults.self }]);
  const password = temporaryPassword();
  await resetAccounts(ask.var.system, ask.var.actor, [{ accountId, temporaryPassword: password }], ask.var.requestId);
  const back = pathOf(ask, accountId);
  const crumbs = [
    { href: cameFrom(ask), label: text.title },
    { href: back, label: one.name },
  ];
  return slipsScreen(ask, { crumbs, back }, [{ name: one.name, facts: [], login: one.login, password }]);
});

for (const [act, command] of [
  ['lock', disableAccount],
  ['unlock', enableAccount],
] as const) {
  accountRoutes.post(`/accounts/:accountId{[0-9]+}/${act}`, async ask => {
    const { one, accountId } = await seenBy(ask);
    const text = t(ask.var.language);
    const form = await ask.req.parseBody();
    const reason = typeof form.reason === 'string' ? form.reason.trim().slice(0, 200) : '';
    if (one.isOneself) return accountPage(ask, reason, [{ words: text.faults.self }]);
    if (reason === '') return accountPage(ask, reason, [{ field: 'reason', words: text.faults.reason }]);
    await performFor(ask, command, { accountId, reason });
    say(ask, 'done', act === 'lock' ? text.account.locked : text.account.unlocked);
    return ask.redirect(pathOf(ask, accountId), 303);
  });
}
