import type { ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { Empty } from '#ui';
import { NotAllowed, Refusal } from '../refusal.ts';
import { type Language, words } from '../words.ts';
import type { Env } from './env.ts';
import { factsOf, isBadValue } from './fault-facts.ts';
import { screen } from './screen.tsx';

const t = words(
  {
    notThere: 'Không có trang này',
    notThereWhy: 'Trang không tồn tại, hoặc tài khoản của bạn không được xem trang này.',
    broken: 'Máy chủ gặp lỗi',
    brokenWhy: (id: string) => `Không có gì bị thay đổi. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị mã ${id}.`,
    refused: 'Chưa thực hiện được',
    badValue: 'Có giá trị không hợp lệ (ngày không có trong lịch, số quá lớn …): hãy quay lại và sửa.',
    home: 'Về trang đầu',
  },
  {
    notThere: 'There is no such page',
    notThereWhy: 'The page does not exist, or your account may not see it.',
    broken: 'Something went wrong on our side',
    brokenWhy: (id: string) =>
      `Nothing was changed. Please try again; if it happens again, give the administrator the code ${id}.`,
    refused: 'This could not be done',
    badValue: 'A value is not right (a day that does not exist, a number too large …): go back and mend it.',
    home: 'To the first page',
  },
);

const home = (language: Language) => ({ href: '/', label: t(language).home });

export const notFound: NotFoundHandler<Env> = ask => {
  if (!ask.var.actor) return ask.text('404', 404);
  const text = t(ask.var.language);
  return screen(
    ask,
    { title: text.notThere, narrow: true },
    <Empty text={text.notThereWhy} step={home(ask.var.language)} />,
    404,
  );
};

/** What a person sees when something was not done. A visitor who met a closed door is shown the way in. */
export const onFault: ErrorHandler<Env> = async (fault, ask) => {
  if (fault instanceof HTTPException) return fault.getResponse();
  if (fault instanceof NotAllowed) {
    if (ask.var.actor.kind === 'visitor' && ask.req.method === 'GET') {
      const { pathname, search } = new URL(ask.req.url);
      return ask.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`, 303);
    }
    return notFound(ask);
  }
  if (!ask.var.language) return ask.text('500', 500);
  const text = t(ask.var.language);
  if (fault instanceof Refusal) {
    return screen(
      ask,
      { title: text.refused, narrow: true },
      <Empty text={fault.said[ask.var.language]} step={home(ask.var.language)} />,
      422,
    );
  }
  ask.var.system.log.error(
    { requestId: ask.var.requestId, route: ask.req.routePath, ...factsOf(fault) },
    'request failed',
  );
  if (isBadValue(fault)) {
    return screen(
      ask,
      { title: text.refused, narrow: true },
      <Empty text={text.badValue} step={home(ask.var.language)} />,
      422,
    );
  }
  return screen(
    ask,
    { title: text.broken, narrow: true },
    <Empty text={text.brokenWhy(ask.var.requestId)} step={home(ask.var.language)} />,
    500,
  );
};
