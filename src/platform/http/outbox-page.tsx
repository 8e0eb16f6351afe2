import { NotAllowed } from '../refusal.ts';
import { words } from '../words.ts';
import { routes } from './env.ts';
import { screen } from './screen.tsx';

const t = words(
  {
    title: 'Thay đổi trên máy này',
    lead: 'Những gì đã ghi khi không có mạng và chưa gửi được, và những ô mà người khác đã ghi khác đi. Chỉ có trên máy này.',
    noScript: 'Trang này cần JavaScript: không có nó, máy không giữ thay đổi nào.',
  },
  {
    title: 'Changes on this device',
    lead: 'What was written without a line and is not sent yet, and cells that somebody else wrote differently. It is on this device alone.',
    noScript: 'This page needs JavaScript: without it the device keeps no changes.',
  },
);

/** GET /outbox: the frame of a list that only the device itself can fill. */
export const outboxPage = routes().get('/outbox', ask => {
  if (!ask.var.signedIn) throw new NotAllowed();
  const text = t(ask.var.language);
  return screen(
    ask,
    { title: text.title, narrow: true },
    <>
      <p class="soft">{text.lead}</p>
      <div data-outbox>
        <noscript>{text.noScript}</noscript>
      </div>
    </>,
  );
});
