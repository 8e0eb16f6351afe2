import { Button, Choice, Columns, Definitions, Form, Panel } from '#ui';
import type { Ask } from '../../http/env.ts';
import { languages } from '../../words.ts';
import { wordsOf } from '../words/index.ts';
import { accountScreen } from './account-frame.tsx';

export interface Profile {
  login: string;
  email: string | null;
  hasTotp: boolean;
  passkeys: number;
  sessions: number;
}

export function profileScreen(ask: Ask, profile: Profile): Promise<Response> {
  const t = wordsOf(ask.var.language).account;
  const facts = [
    { term: t.login, value: profile.login },
    { term: t.email, value: profile.email ?? t.noEmail },
    { term: t.sides.totp, value: profile.hasTotp ? t.on : t.off },
    { term: t.sides.passkeys, value: t.howMany(profile.passkeys) },
    { term: t.sides.sessions, value: t.howMany(profile.sessions) },
  ];
  const main = (
    <Panel title={t.title} foot={<span class="soft">{t.wrong}</span>}>
      <Definitions items={facts} wide />
    </Panel>
  );
  const side = (
    <Panel title={t.language}>
      <Form action="/language" hidden={{ to: '/account' }} buttons={<Button>{t.keep}</Button>}>
        <Choice
          name="language"
          label={t.languageOfPages}
          value={ask.var.language}
          options={languages.map(value => ({ value, label: t.languages[value] }))}
        />
      </Form>
    </Panel>
  );
  return accountScreen(ask, 'account', t.title, <Columns main={main} side={side} />);
}
