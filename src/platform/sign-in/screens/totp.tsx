import { raw } from 'hono/html';
import { Button, ButtonLink, CopyText, Disclosure, Form, Panel, Stack, TextField } from '#ui';
import type { Ask } from '../../http/env.ts';
import { screen } from '../../http/screen.tsx';
import { wordsOf } from '../words/index.ts';
import { accountScreen, type Outcome } from './account-frame.tsx';

function CodeField(props: { ask: Ask; autofocus?: boolean }) {
  const t = wordsOf(props.ask.var.language).totp;
  return (
    <TextField
      name="code"
      label={t.code}
      help={t.codeHelp}
      keyboard="numeric"
      autocomplete="one-time-code"
      width="short"
      maxLength={7}
      autofocus={props.autofocus ?? false}
    />
  );
}

/** The second step of signing in. */
export function codeScreen(ask: Ask, { faults = [], status = 200 }: Outcome): Promise<Response> {
  const t = wordsOf(ask.var.language).totp;
  return screen(
    ask,
    { title: t.stepTitle, narrow: true },
    <Panel foot={<span class="soft">{t.lost}</span>}>
      <Form
        action="/sign-in/code"
        faults={faults}
        buttons={
          <>
            <Button filled>{t.goOn}</Button>
            <ButtonLink href="/sign-in" quiet>
              {t.startAgain}
            </ButtonLink>
          </>
        }
      >
        <CodeField ask={ask} autofocus />
      </Form>
    </Panel>,
    status,
  );
}

export function totpOffScreen(ask: Ask): Promise<Response> {
  const t = wordsOf(ask.var.language).totp;
  return accountScreen(
    ask,
    'totp',
    t.title,
    <Panel>
      <Stack>
        <p>{t.what}</p>
        <Form action="/account/totp/begin" buttons={<Button filled>{t.begin}</Button>} />
      </Stack>
    </Panel>,
  );
}

export function totpSetupScreen(ask: Ask, setup: { picture: string; secret: string } & Outcome): Promise<Response> {
  const t = wordsOf(ask.var.language).totp;
  return accountScreen(
    ask,
    'totp',
    t.title,
    <Panel>
      <Stack>
        <p>{t.scan}</p>
        <figure role="img" aria-label={t.picture}>
          {raw(setup.picture)}
        </figure>
        <Disclosure summary={t.byHand}>
          <CopyText text={setup.secret} />
        </Disclosure>
        <Form action="/account/totp" faults={setup.faults ?? []} buttons={<Button filled>{t.prove}</Button>}>
          <CodeField ask={ask} />
        </Form>
      </Stack>
    </Panel>,
    setup.status,
  );
}

export function totpOnScreen(ask: Ask, { faults = [], status = 200 }: Outcome): Promise<Response> {
  const t = wordsOf(ask.var.language).totp;
  return accountScreen(
    ask,
    'totp',
    t.title,
    <Panel>
      <Stack>
        <p>{t.isOn}</p>
        <Form action="/account/totp/remove" faults={faults} buttons={<Button danger>{t.remove}</Button>}>
          <TextField name="current" label={t.password} type="password" autocomplete="current-password" width="medium" />
        </Form>
      </Stack>
    </Panel>,
    status,
  );
}
