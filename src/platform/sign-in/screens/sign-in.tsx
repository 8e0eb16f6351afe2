import { Button, ButtonLink, type FieldFault, Form, Icon, Panel, Row, Stack, TextField } from '#ui';
import type { Ask } from '../../http/env.ts';
import { screen } from '../../http/screen.tsx';
import { issuersOf } from '../outside/issuers.ts';
import { wordsOf } from '../words/index.ts';
import { PassKeyButton } from './passkey-button.tsx';

export interface SignInProps {
  to: string;
  login?: string;
  faults?: FieldFault[];
  status?: 200 | 422 | 429;
}

/** The door: user name and password, a passkey, or another house that vouches. What was typed stays, the password does not. */
export function signInScreen(ask: Ask, props: SignInProps): Promise<Response> {
  const t = wordsOf(ask.var.language).signIn;
  const to = encodeURIComponent(props.to);
  return screen(
    ask,
    { title: t.title, narrow: true },
    <Stack>
      <Panel foot={<span class="soft">{t.help}</span>}>
        <Form
          action="/sign-in"
          hidden={{ to: props.to }}
          faults={props.faults ?? []}
          buttons={
            <>
              <Button filled>{t.submit}</Button>
              <ButtonLink href="/forgotten" quiet>
                {t.forgotten}
              </ButtonLink>
            </>
          }
        >
          <TextField
            name="login"
            label={t.login}
            value={props.login}
            autocomplete="username"
            autofocus={!props.login}
          />
          <TextField
            name="password"
            label={t.password}
            type="password"
            autocomplete="current-password"
            autofocus={Boolean(props.login)}
          />
        </Form>
      </Panel>
      <Panel title={t.otherWays}>
        <Row>
          <PassKeyButton
            options="/sign-in/passkey/options"
            answer="/sign-in/passkey"
            to={props.to}
            failed={t.passkeyFailed}
            words={t.passkey}
          />
          {issuersOf(ask.var.system.settings).map(issuer => (
            <a class="button" href={`/sign-in/with/${issuer.key}?to=${to}`} data-turbo="false">
              <Icon name="external-link" />
              <span>{t.outside(issuer.name)}</span>
            </a>
          ))}
        </Row>
      </Panel>
    </Stack>,
    props.status ?? 200,
  );
}
