import { Button, type Column, DataTable, Form, Pill, RowTitle, Stack } from '#ui';
import { dayTime } from '../../format.ts';
import type { Ask } from '../../http/env.ts';
import { wordsOf } from '../words/index.ts';
import { accountScreen } from './account-frame.tsx';

interface Session {
  token_hash: string;
  begun_at: Date;
  seen_at: Date;
  device: string;
  address: string;
}

/** Where one is signed in: device, when, from where; each can be ended. */
export function sessionsScreen(ask: Ask, sessions: Session[]): Promise<Response> {
  const { language } = ask.var;
  const t = wordsOf(language).sessions;
  const isThis = (one: Session) => one.token_hash === ask.var.signedIn?.sessionHash;
  const columns: Column<Session>[] = [
    {
      key: 'device',
      head: t.device,
      rowHead: true,
      fold: 'full',
      render: one => (
        <RowTitle facts={[t.begun(dayTime(one.begun_at, language)), one.address]}>
          {one.device || t.unknownDevice}
        </RowTitle>
      ),
    },
    { key: 'seen', head: t.seen, fold: 'start', foldHead: true, render: one => dayTime(one.seen_at, language) },
    {
      key: 'end',
      head: t.end,
      fold: 'end',
      render: one =>
        isThis(one) ? (
          <Pill tone="brand">{t.thisOne}</Pill>
        ) : (
          <Form
            action="/account/sessions/end"
            hidden={{ session: one.token_hash }}
            buttons={
              <Button label={t.endOne(one.device || t.unknownDevice, dayTime(one.begun_at, language))}>{t.end}</Button>
            }
          />
        ),
    },
  ];
  return accountScreen(
    ask,
    'sessions',
    t.title,
    <Stack>
      <p>{t.what}</p>
      <DataTable caption={t.title} columns={columns} rows={sessions} empty={{ text: t.none }} />
      {sessions.length > 1 && (
        <Form action="/account/sessions/end-others" buttons={<Button danger>{t.endOthers}</Button>} />
      )}
    </Stack>,
  );
}
