import { getCookie, setCookie } from 'hono/cookie';
import { type Flash, type NavItem, Page, type PageProps, type Slot, type Who } from '#ui';
import { day as dayShown } from '../format.ts';
import type { Ask } from './env.ts';

/** The frame around every screen: what this person's desk offers, and who they are. Given by src/desks/frame.ts. */
export interface Frame {
  nav: NavItem[];
  who?: Who;
}

let makeFrame: (ask: Ask) => Promise<Frame> = async () => ({ nav: [] });

/** Called once by src/routes.ts: desks stand above the platform, so they come to it. */
export function useFrame(frame: (ask: Ask) => Promise<Frame>): void {
  makeFrame = frame;
}

/** Sample data never pass for real ones. */
const sampleFoot = {
  vi: (today: string) => `Dữ liệu mẫu: trường và người không có thật; hôm nay trong dữ liệu là ${today}.`,
  en: (today: string) => `Sample data: schools and people are made up; today in the data is ${today}.`,
};

const FLASH = 'rong_said';

/** Says something on the next page this person sees: `say(ask, 'done', 'Đã lưu.')`, then a redirect. */
export function say(ask: Ask, kind: Flash['kind'], text: string): void {
  setCookie(ask, FLASH, encodeURIComponent(JSON.stringify({ kind, text })), {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: 60,
    secure: ask.var.system.settings.publicUrl.startsWith('https:'),
  });
}

function heard(ask: Ask): Flash[] {
  const kept = getCookie(ask, FLASH);
  if (!kept) return [];
  setCookie(ask, FLASH, '', { path: '/', maxAge: 0 });
  try {
    const { kind, text } = JSON.parse(decodeURIComponent(kept)) as { kind: string; text: string };
    return [{ kind: kind === 'fault' || kind === 'note' ? kind : 'done', words: String(text) }];
  } catch {
    return [];
  }
}

/** Answers with a whole page inside the frame of the person's desk. */
export async function screen(
  ask: Ask,
  props: Omit<PageProps, 'children'>,
  body: Slot,
  status: 200 | 403 | 404 | 422 | 429 | 500 = 200,
): Promise<Response> {
  const frame = await makeFrame(ask);
  const flash = [...heard(ask), ...(props.flash ?? [])];
  ask.header('cache-control', 'private, no-store');
  const sampleDay = ask.var.system.sampleDay();
  const foot = props.foot ?? (sampleDay ? sampleFoot[ask.var.language](dayShown(sampleDay)) : undefined);
  return ask.html(
    <Page
      language={ask.var.language}
      now={ask.var.system.clock.now()}
      person={ask.var.signedIn?.personId}
      {...frame}
      {...props}
      foot={foot}
      flash={flash}
    >
      {body}
    </Page>,
    status,
  );
}
