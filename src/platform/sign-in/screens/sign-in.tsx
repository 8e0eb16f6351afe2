import type { Ask } from '../../http/env.ts';
import { screen } from '../../http/screen.tsx';
import { Button, type FieldFault, Form, Panel, TextField } from '#ui';
import { wordsOf } from '../words/index.ts';

export interface SignInProps {
  to: string;
  login?: string;
  faults?: FieldFault[];
  status?: 200 | 422 | 429;
}

/** The door: user name and password. What was typed stays, the password does not. */
export function signInScreen(ask: Ask, props: SignInProps): Promise<Response> {
  const t = wordsOf(ask.var.language);
  return screen(
    ask,
    { title: t.signIn.title, narrow: true },
    <Panel>
      <Form action="/sign-in" hidden={{ to: props.to }} faults={props.faults ?? []} buttons={<Button filled>{t.signIn.submit}</Button>}>
        <TextField name="login" label={t.signIn.login} value={props.login} autocomplete="username" autofocus />
        <TextField name="password" label={t.signIn.password} type="password" autocomplete="current-password" />
      </Form>
      <p class="soft">{t.signIn.help}</p>
    </Panel>,
    props.status ?? 200,
  );
}
