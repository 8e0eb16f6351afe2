import { Button, Form, Notice, Panel, Stack, TextField } from '#ui';
import type { Ask } from '../../http/env.ts';
import { screen } from '../../http/screen.tsx';
import { wordsOf } from '../words/index.ts';
import { accountScreen, type Outcome } from './account-frame.tsx';

/** The two fields of a new password; the rule stands where it is needed. */
function NewPasswordFields(props: { ask: Ask }) {
  const t = wordsOf(props.ask.var.language).password;
  return (
    <>
      <TextField
        name="password"
        label={t.fresh}
        help={t.rule}
        type="password"
        autocomplete="new-password"
        width="medium"
      />
      <TextField name="again" label={t.again} type="password" autocomplete="new-password" width="medium" />
    </>
  );
}

export function passwordScreen(
  ask: Ask,
  { faults = [], status = 200, mustChange }: Outcome & { mustChange: boolean },
): Promise<Response> {
  const t = wordsOf(ask.var.language).password;
  const body = (
    <Panel foot={<span class="soft">{t.others}</span>}>
      {mustChange && <Notice kind="note">{t.mustChange}</Notice>}
      <Form action="/account/password" faults={faults} buttons={<Button filled>{t.keep}</Button>}>
        <TextField
          name="current"
          label={mustChange ? t.temporary : t.current}
          type="password"
          autocomplete="current-password"
          width="medium"
        />
        <NewPasswordFields ask={ask} />
      </Form>
    </Panel>
  );
  return mustChange
    ? screen(ask, { title: t.title, narrow: true }, body, status)
    : accountScreen(ask, 'password', t.title, body, status);
}

export function forgottenScreen(
  ask: Ask,
  { faults = [], status = 200, sent = false }: Outcome & { sent?: boolean },
): Promise<Response> {
  const t = wordsOf(ask.var.language).forgotten;
  return screen(
    ask,
    { title: t.title, narrow: true },
    <Stack>
      {sent && <Notice kind="done">{t.sent}</Notice>}
      <Panel>
        <Stack>
          <p>{t.withEmail}</p>
          <Form action="/forgotten" faults={faults} buttons={<Button filled={!sent}>{t.send}</Button>}>
            <TextField name="login" label={t.login} autocomplete="username" />
          </Form>
        </Stack>
      </Panel>
      <Panel title={t.withoutEmailTitle}>
        <p>{t.withoutEmail}</p>
      </Panel>
    </Stack>,
    status,
  );
}

export function newPasswordScreen(
  ask: Ask,
  { token, faults = [], status = 200 }: Outcome & { token: string },
): Promise<Response> {
  const t = wordsOf(ask.var.language).password;
  return screen(
    ask,
    { title: t.title, narrow: true },
    <Panel>
      <Form action="/new-password" hidden={{ token }} faults={faults} buttons={<Button filled>{t.keep}</Button>}>
        <NewPasswordFields ask={ask} />
      </Form>
    </Panel>,
    status,
  );
}

export function lateLinkScreen(ask: Ask): Promise<Response> {
  const t = wordsOf(ask.var.language).password;
  return screen(
    ask,
    { title: t.title, narrow: true },
    <Panel>
      <Stack>
        <p>{t.late}</p>
        <p>
          <a href="/forgotten">{t.askAgain}</a>
        </p>
      </Stack>
    </Panel>,
    422,
  );
}
