import { beforeAll, describe, expect, test } from 'vitest';
import { enterMarks } from '#gradebook';
import { perform } from '#platform/work.ts';
import { openSpecimenGradebook, type SpecimenGradebook } from '../src/domains/gradebook/specimens.ts';
import { endOtherSessions, endSession } from '../src/platform/sign-in/commands/end-session.ts';
import { disableAccount } from '../src/platform/sign-in/commands/keep-accounts.ts';
import { makeAccounts } from '../src/platform/sign-in/commands/make-accounts.ts';
import { TestClient } from '../src/platform/sign-in/test-client.ts';
import { useSystem } from './database.ts';

const world = useSystem('2023-11-24T07:05:00Z');
const password = 'bốn con trâu trắng';
let at: SpecimenGradebook;
let course: number;
let column: number;
let device: TestClient;

beforeAll(async () => {
  at = await openSpecimenGradebook(world(), { pupils: 5 });
  course = await at.courseOf('maths');
  column = (await at.columnsOf(course))[0]?.id ?? 0;
  await makeAccounts(world(), world().house, [
    { personId: at.teacher.personId ?? 0, login: 'co.giao', temporaryPassword: password, mustChangePassword: false },
  ]);
  device = new TestClient(world());
  await device.signIn('co.giao', password);
});

const pupil = (n: number) => at.enrolments[n] ?? 0;
const mark = (key: string, n: number, value: string, seen = 0) => ({
  key,
  command: enterMarks.name,
  input: { schoolId: at.schoolId, courseId: course, cells: [{ columnId: column, enrolmentId: pupil(n), value, seen }] },
  madeAt: '1999-01-01T00:00:00Z',
});
const send = async (items: unknown[], more: object = {}, client = device) => {
  const answer = await client.ask('/outbox', { json: { items, ...more } });
  return { status: answer.status, body: (await answer.json()) as { items: Record<string, unknown>[]; code?: string } };
};
const marks = () =>
  at.rows<{ enrolment_id: number; tenths: number; revision: number }>(
    'select enrolment_id, tenths, revision from gradebook.mark where school_id = $1 order by enrolment_id',
    [at.schoolId],
  );
const audited = async () =>
  (await at.rows(`select from platform.audit_entry where school_id = $1 and event = 'marks.entered'`, [at.schoolId]))
    .length;

describe('POST /outbox', () => {
  test('performs each item by itself; what is refused stops no other', async () => {
    const { status, body } = await send([
      mark('a', 0, '7,5'),
      { key: 'b', command: 'platform.end-session', input: {} },
      { nothing: true },
      { ...mark('c', 1, '8'), input: { schoolId: 'x' } },
      { ...mark('d', 1, '8'), input: { ...mark('d', 1, '8').input, courseId: 999_999 } },
      mark('e', 2, '9'),
    ]);
    expect(status).toBe(200);
    expect(body.items.map(item => [item.key, item.state, item.code ?? ''])).toEqual([
      ['a', 'done', ''],
      ['b', 'refused', 'outbox-command'],
      [null, 'refused', 'outbox-form'],
      ['c', 'refused', 'input'],
      ['d', 'not-allowed', ''],
      ['e', 'done', ''],
    ]);
    expect(body.items[1]?.words).toMatch(/mất mạng/);
    expect((await marks()).map(row => row.tenths)).toEqual([75, 90]);
  });

  test('sent again, the first answer comes back and nothing is done', async () => {
    const before = [await marks(), await audited()];
    const items = [mark('again-1', 3, '6'), mark('again-2', 4, '5')];
    const first = await send(items);
    const after = [await marks(), await audited()];
    expect(after).not.toEqual(before);
    const second = await send(items);
    expect(second.body.items).toEqual(first.body.items);
    expect([await marks(), await audited()]).toEqual(after);
  });

  test('a key used for something else is refused with words', async () => {
    await send([mark('twice', 0, '7', 1)]);
    const { body } = await send([mark('twice', 0, '3', 2)]);
    expect(body.items[0]).toMatchObject({ state: 'refused', code: 'key-used' });
  });

  test('not signed in, under another name, not readable, too many: each a clear answer', async () => {
    expect(await send([mark('v', 0, '1')], {}, new TestClient(world()))).toMatchObject({
      status: 401,
      body: { code: 'sign-in' },
    });
    const before = await marks();
    expect(await send([mark('w', 0, '1', 2)], { person: 424242 })).toMatchObject({
      status: 409,
      body: { code: 'other-person', person: at.teacher.personId },
    });
    expect(await marks()).toEqual(before);
    const many = Array.from({ length: 51 }, (_, n) => mark(`m${n}`, 0, '1'));
    expect((await send(many)).status).toBe(400);
    expect((await device.ask('/outbox', { json: 'text' })).status).toBe(400);
    expect((await device.ask('/outbox', { form: { items: '[]' } })).status).toBe(400);
    const large = [{ ...mark('l', 0, '1'), input: 'x'.repeat(1_100_000) }];
    expect((await device.ask('/outbox', { json: { items: large } })).status).toBe(413);
    const foreign = await device.ask('/outbox', { json: { items: [] }, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
  });

  test('pages say whose they are', async () => {
    const page = await device.ask('/outbox');
    expect(page.status).toBe(200);
    expect(page.headers.get('x-rong-person')).toBe(String(at.teacher.personId));
    expect(await page.text()).toContain(`data-person="${at.teacher.personId}"`);
    const visitor = await new TestClient(world()).ask('/sign-in');
    expect(visitor.headers.get('x-rong-person')).toBeNull();
  });
});

describe('how a device stands', () => {
  const standing = async (client: TestClient) => (await client.ask('/offline/standing')).json();
  const entered = async () => {
    const client = new TestClient(world());
    await client.signIn('co.giao', password);
    return client;
  };
  const account = async () =>
    (
      await world()
        .database.tables.selectFrom('platform.account')
        .select('account_id')
        .where('login', '=', 'co.giao')
        .executeTakeFirstOrThrow()
    ).account_id;

  test('signed in, signed out, never here, run out', async () => {
    const client = await entered();
    expect(await standing(client)).toEqual({ standing: 'ok', person: at.teacher.personId });
    const dead = new TestClient(world());
    for (const [name, value] of client.cookies) dead.cookies.set(name, value);
    await client.ask('/sign-out', { form: {} });
    expect(await standing(dead)).toEqual({ standing: 'sign-in', person: null });
    expect(await standing(new TestClient(world()))).toEqual({ standing: 'sign-in', person: null });
  });

  test('ended from the list of devices it is revoked, also after other pages were asked for', async () => {
    const lost = await entered();
    const here = await entered();
    await perform(world(), at.teacher, endOtherSessions, { accountId: await account(), except: '' });
    for (const client of [lost, here]) {
      await client.ask('/my-classes');
      await client.ask('/sign-in');
      expect(await standing(client)).toEqual({ standing: 'revoked', person: null });
      expect(await standing(client)).toEqual({ standing: 'revoked', person: null });
    }
    await here.signIn('co.giao', password);
    expect(await standing(here)).toMatchObject({ standing: 'ok' });
  });

  test('one session ended by its owner, and a locked account', async () => {
    const client = await entered();
    const { token_hash: hash } = await world()
      .database.tables.selectFrom('platform.session')
      .select('token_hash')
      .where('ended_at', 'is', null)
      .orderBy('begun_at', 'desc')
      .orderBy('seen_at', 'desc')
      .executeTakeFirstOrThrow();
    await perform(world(), at.teacher, endSession, { accountId: await account(), hash, why: 'ended-by-owner' });
    const other = await entered();
    expect(await standing(other)).toMatchObject({ standing: 'ok' });
    await perform(world(), world().house, disableAccount, { accountId: await account() });
    expect(await standing(other)).toEqual({ standing: 'revoked', person: null });
    expect(await standing(client)).toEqual({ standing: 'revoked', person: null });
  });
});
