import { Button, type Column, DataTable, Form, Panel, RowTitle, Stack, TextField } from '#ui';
import { dayTime } from '../../format.ts';
import type { Ask } from '../../http/env.ts';
import { wordsOf } from '../words/index.ts';
import { accountScreen } from './account-frame.tsx';
import { PassKeyButton } from './passkey-button.tsx';

interface Passkey {
  credential_id: string;
  name: string;
  made_at: Date;
  used_at: Date | null;
}

export function passkeysScreen(ask: Ask, passkeys: Passkey[]): Promise<Response> {
  const { language } = ask.var;
  const t = wordsOf(language).passkeys;
  const columns: Column<Passkey>[] = [
    {
      key: 'name',
      head: t.name,
      rowHead: true,
      fold: 'full',
      render: one => <RowTitle facts={[t.madeAt(dayTime(one.made_at, language))]}>{one.name}</RowTitle>,
    },
    {
      key: 'used',
      head: t.lastUsed,
      fold: 'start',
      foldHead: true,
      render: one => (one.used_at ? dayTime(one.used_at, language) : t.neverUsed),
    },
    {
      key: 'remove',
      head: t.remove,
      fold: 'end',
      render: one => (
        <Form
          action="/account/passkeys/remove"
          hidden={{ credentialId: one.credential_id }}
          buttons={
            <Button danger label={t.removeOne(one.name)}>
              {t.remove}
            </Button>
          }
        />
      ),
    },
  ];
  return accountScreen(
    ask,
    'passkeys',
    t.title,
    <Stack>
      <p>{t.what}</p>
      <DataTable caption={t.title} columns={columns} rows={passkeys} empty={{ text: t.none }} />
      <Panel title={t.add}>
        <PassKeyButton
          options="/account/passkeys/options"
          answer="/account/passkeys"
          makes
          failed={t.failed}
          words={t.add}
          without={t.without}
        >
          <TextField name="name" label={t.newName} help={t.newNameHelp} maxLength={100} width="medium" optional />
        </PassKeyButton>
      </Panel>
    </Stack>,
  );
}
