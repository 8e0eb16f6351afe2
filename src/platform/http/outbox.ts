import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Domain } from '../database/database.ts';
import { NotAllowed, Refusal } from '../refusal.ts';
import type { Said } from '../words.ts';
import { type Command, type PerformOptions, perform } from '../work.ts';
import { type Ask, type Env, routes } from './env.ts';
import { factsOf, isBadValue } from './fault-facts.ts';

/** A command that islands and devices may send by the outbox, with its input still to be read. */
export interface OfflineCommand {
  name: string;
  perform(ask: Ask, input: unknown, options: PerformOptions): Promise<unknown>;
}

/** Opens the outbox to a command. What it takes and gives stays its own affair. */
export const offlineCommand = <D extends Domain, I, O>(command: Command<D, I, O>): OfflineCommand => ({
  name: command.name,
  perform: (ask, input, options) => perform(ask.var.system, ask.var.actor, command, read(command, input), options),
});

function read<D extends Domain, I, O>(command: Command<D, I, O>, input: unknown): I {
  const parsed = command.input.safeParse(input);
  if (!parsed.success) throw new Refusal('input', said.input, parsed.error.issues[0]?.path.join('.'));
  return parsed.data;
}

const MOST_ITEMS = 50;
const MOST_BYTES = 1024 * 1024;

const said = {
  form: { vi: 'Thay đổi này không đọc được.', en: 'This change cannot be read.' },
  input: { vi: 'Giá trị chưa đúng: hãy xem lại ô này.', en: 'This value is not right: look at it again.' },
  unknown: {
    vi: 'Việc này không gửi từ máy khi mất mạng được: hãy làm lại trên trang.',
    en: 'This cannot be sent from a device: do it on its page.',
  },
  body: {
    vi: `Chỉ nhận JSON { items: […] }, mỗi lần không quá ${MOST_ITEMS} thay đổi.`,
    en: `Only JSON { items: […] } is taken, ${MOST_ITEMS} changes at most at a time.`,
  },
  signIn: { vi: 'Hãy đăng nhập.', en: 'Please sign in.' },
  other: { vi: 'Các thay đổi này của người khác.', en: 'These changes are somebody else’s.' },
  large: { vi: 'Gửi quá nhiều trong một lần.', en: 'Too much at a time.' },
} satisfies Record<string, Said>;

/** `person` is whose changes the device believes to send: on a shared tablet another may have signed in meanwhile. */
const Body = z.object({ items: z.array(z.unknown()).max(MOST_ITEMS), person: z.number().int().optional() });

/** `madeAt` is by the device's clock, which may be wrong: it says something to people and decides nothing. */
const Item = z.object({
  key: z.string().regex(/^[\w:.-]{1,100}$/),
  command: z.string().max(100),
  input: z.unknown(),
  madeAt: z.string().max(40).optional(),
});

type Answer =
  | { key: string | null; state: 'done'; answer: unknown }
  | { key: string | null; state: 'refused'; code: string; words: string }
  | { key: string | null; state: 'not-allowed' }
  /** A fault of ours: nothing was changed, and the same item may be sent again. */
  | { key: string | null; state: 'failed' };

const problem = (ask: Ask, status: 400 | 401 | 409 | 413, code: string, text: Said, more: object = {}) =>
  ask.json({ code, words: text[ask.var.language], ...more }, status);

async function performItem(ask: Ask, commands: ReadonlyMap<string, OfflineCommand>, item: unknown): Promise<Answer> {
  const refused = (key: string | null, code: string, text: Said): Answer => ({
    key,
    state: 'refused',
    code,
    words: text[ask.var.language],
  });
  const parsed = Item.safeParse(item);
  if (!parsed.success) return refused(keyOf(item), 'outbox-form', said.form);
  const { key, command, input } = parsed.data;
  const known = commands.get(command);
  if (!known) return refused(key, 'outbox-command', said.unknown);
  try {
    const answer = await known.perform(ask, input, { key, requestId: ask.var.requestId });
    return { key, state: 'done', answer: answer ?? null };
  } catch (fault) {
    if (fault instanceof Refusal) return refused(key, fault.code, fault.said);
    if (fault instanceof NotAllowed) return { key, state: 'not-allowed' };
    if (fault instanceof Error && isBadValue(fault)) return refused(key, 'input', said.input);
    const facts = fault instanceof Error ? factsOf(fault) : {};
    ask.var.system.log.error({ requestId: ask.var.requestId, command, ...facts }, 'outbox item failed');
    return { key, state: 'failed' };
  }
}

const KeyAlone = z.object({ key: z.string() });

function keyOf(item: unknown): string | null {
  const parsed = KeyAlone.safeParse(item);
  return parsed.success ? parsed.data.key : null;
}

/**
 * POST /outbox: the one way by which islands and devices send changes. Each item is a command performed on its own as the
 * person signed in, once under its key however often it comes; one that is refused stops no other.
 */
export function outboxRoutes(...offered: OfflineCommand[]) {
  const commands = new Map(offered.map(each => [each.name, each]));
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: ask => ask.json({ code: 'outbox-large', words: said.large.vi }, 413),
  });
  const known: MiddlewareHandler<Env> = async (ask, next) => {
    if (!ask.var.signedIn) return problem(ask, 401, 'sign-in', said.signIn);
    if (!/^application\/json\b/i.test(ask.req.header('content-type') ?? ''))
      return problem(ask, 400, 'outbox-body', said.body);
    await next();
  };
  return routes().post('/outbox', known, small, async ask => {
    const { signedIn, system } = ask.var;
    const body = Body.safeParse(await ask.req.json().catch(() => undefined));
    if (!body.success) return problem(ask, 400, 'outbox-body', said.body);
    const { items, person } = body.data;
    if (person !== undefined && person !== signedIn?.personId)
      return problem(ask, 409, 'other-person', said.other, { person: signedIn?.personId });
    const answers: Answer[] = [];
    // One after another: a later change of a cell comes after an earlier one.
    for (const item of items) answers.push(await performItem(ask, commands, item));
    return ask.json({ items: answers, at: system.clock.now().toISOString() });
  });
}

/** Says on every page whose it is: a device keeps the pages of its people apart. */
export const sayPerson: MiddlewareHandler<Env> = async (ask, next) => {
  await next();
  const { signedIn } = ask.var;
  if (signedIn && ask.req.method === 'GET') ask.res.headers.set('x-rong-person', String(signedIn.personId));
};
