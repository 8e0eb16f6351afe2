import { Empty, Panel, Stack } from '#ui';
import { dayTime } from '../format.ts';
import { type Ask, routes } from '../http/env.ts';
import { screen } from '../http/screen.tsx';
import { peerOf } from '../sign-in/where-from.ts';
import { words } from '../words.ts';

const t = words(
  {
    title: 'Hộp thư',
    what: 'Chưa đặt máy chủ thư (SMTP_URL): thư không được gửi đi mà nằm ở đây. Trang này chỉ mở được trên chính máy chạy Rông.',
    to: (receiver: string, when: string) => `Gửi ${receiver}, lúc ${when}`,
    none: 'Chưa có thư nào.',
  },
  {
    title: 'Mailbox',
    what: 'No mail server is set (SMTP_URL): letters are not sent but kept here. This page opens only on the machine that runs Rông.',
    to: (receiver: string, when: string) => `To ${receiver}, at ${when}`,
    none: 'There are no letters.',
  },
);

/**
 * Letters hold links that open accounts, so the mailbox shows only to whoever sits at the machine itself: no mail server,
 * no https, and a connection from this machine, by its own name, that no proxy passed on.
 */
function isAtTheMachine(ask: Ask): boolean {
  const { SMTP_URL, publicUrl } = ask.var.system.settings;
  const forwarded = ask.req.header('x-forwarded-for') ?? ask.req.header('forwarded') ?? ask.req.header('via');
  if (SMTP_URL || publicUrl.startsWith('https:') || forwarded) return false;
  // A strange name that resolves to this machine is a page elsewhere reading along (DNS rebinding).
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(ask.req.url).hostname)) return false;
  const address = peerOf(ask);
  return address === '::1' || address.startsWith('127.');
}

const linkIn = (body: string) =>
  body.split(/(https?:\/\/\S+)/).map(part => (/^https?:/.test(part) ? <a href={part}>{part}</a> : part));

export const mailRoutes = routes().get('/mailbox', async ask => {
  if (!isAtTheMachine(ask)) return ask.notFound();
  const letters = await ask.var.system.database.tables
    .selectFrom('platform.letter')
    .select(['receiver', 'title', 'body', 'written_at'])
    .orderBy('letter_id', 'desc')
    .limit(50)
    .execute();
  const { language } = ask.var;
  const said = t(language);
  return screen(
    ask,
    { title: said.title, narrow: true },
    <Stack>
      <p>{said.what}</p>
      {letters.length === 0 && <Empty text={said.none} />}
      {letters.map(letter => (
        <Panel
          title={letter.title}
          foot={<span class="soft">{said.to(letter.receiver, dayTime(letter.written_at, language))}</span>}
        >
          <Stack>
            {letter.body.split('\n\n').map(paragraph => (
              <p>{linkIn(paragraph)}</p>
            ))}
          </Stack>
        </Panel>
      ))}
    </Stack>,
  );
});
