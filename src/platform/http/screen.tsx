import { getCookie, setCookie } from 'hono/cookie';
import { type Flash, type NavItem, Page, type PageProps, type Slot, type Who } from '#ui';
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
  return ask.html(
    <Page language={ask.var.language} now={ask.var.system.clock.now()} {...frame} {...props} flash={flash}>
      {body}
    </Page>,
    status,
  );
}
