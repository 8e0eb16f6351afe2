import { expect, test } from 'vitest';
import { z } from 'zod';
import { useSystem } from '../../test/database.ts';
import { visitor } from './access.ts';
import { sealAudit, verifyAudit } from './audit/seal.ts';
import { inTransaction } from './database/database.ts';
import { Refusal } from './refusal.ts';
import { command, perform } from './work.ts';

const world = useSystem();
const input = z.object({ list: z.string(), key: z.string() });

const addEntry = command('directory', 'add-entry', {
  input,
  async run(work, { list, key }) {
    work.allowAnyone('a test');
    await work.db.insertInto('directory.code_entry').values({ list, key, name: key, source: 'test' }).execute();
    work.audit({ event: 'entry.added', subject: `entry:${key}` });
    return key;
  },
});

const count = async (list: string) =>
  (await world().database.tables.selectFrom('directory.code_entry').where('list', '=', list).selectAll().execute())
    .length;

test('a command that asked and left a trace is done', async () => {
  expect(await perform(world(), visitor('2023-11-24'), addEntry, { list: 'a', key: 'x' })).toBe('x');
  expect(await count('a')).toBe(1);
});

test('what is empty, too long or not chosen is said as such', async () => {
  const asks = command('directory', 'asks', {
    input: z.object({ text: z.string().trim().min(1).max(3), some: z.array(z.string()).min(1) }),
    async run(work) {
      work.allowAnyone('a test');
    },
  });
  const said = (given: { text: string; some: string[] }) =>
    perform(world(), visitor('2023-11-24'), asks, given).catch((fault: unknown) =>
      fault instanceof Refusal ? [fault.field, fault.said.vi] : fault,
    );
  expect(await said({ text: ' ', some: ['a'] })).toEqual(['text', 'Ô này còn trống: hãy điền.']);
  expect(await said({ text: 'dài', some: [] })).toEqual(['some', 'Chưa chọn gì: hãy chọn ít nhất một.']);
  expect(await said({ text: 'quá dài', some: ['a'] })).toEqual(['text', 'Dài hơn 3 chữ: hãy viết gọn lại.']);
});

test('a command that never asked is rolled back', async () => {
  const rude = command('directory', 'rude', {
    input,
    async run(work, given) {
      await work.db
        .insertInto('directory.code_entry')
        .values({ ...given, name: 'x', source: 'test' })
        .execute();
      work.audit({ event: 'x', subject: 'x' });
    },
  });
  await expect(perform(world(), visitor('2023-11-24'), rude, { list: 'b', key: 'x' })).rejects.toThrow('never asked');
  expect(await count('b')).toBe(0);
});

test('a command that left no audit entry is rolled back', async () => {
  const silent = command('directory', 'silent', {
    input,
    async run(work, given) {
      work.allowAnyone('a test');
      await work.db
        .insertInto('directory.code_entry')
        .values({ ...given, name: 'x', source: 'test' })
        .execute();
    },
  });
  await expect(perform(world(), visitor('2023-11-24'), silent, { list: 'c', key: 'x' })).rejects.toThrow(
    'no audit entry',
  );
  expect(await count('c')).toBe(0);
});

test('a lower command must keep its manners too', async () => {
  const outer = command('directory', 'outer', {
    input,
    async run(work, given) {
      work.allowAnyone('a test');
      work.audit({ event: 'outer', subject: 'x' });
      await work.also(
        command('directory', 'inner', {
          input,
          run: async inner => void inner.audit({ event: 'inner', subject: 'x' }),
        }),
        given,
      );
    },
  });
  await expect(perform(world(), visitor('2023-11-24'), outer, { list: 'd', key: 'x' })).rejects.toThrow(
    'directory.inner never asked',
  );
});

test('the same key twice does it once and answers the same', async () => {
  const key = 'outbox-1';
  const [first, second] = await Promise.all([
    perform(world(), visitor('2023-11-24'), addEntry, { list: 'e', key: 'x' }, { key }),
    perform(world(), visitor('2023-11-24'), addEntry, { list: 'e', key: 'x' }, { key }),
  ]);
  expect([first, second]).toEqual(['x', 'x']);
  expect(await count('e')).toBe(1);
});

test('a key stands for one input: with another it is refused, and nobody else is answered by it', async () => {
  const by = (name: string, key: string) =>
    perform(world(), { ...visitor('2023-11-24'), name }, addEntry, { list: 'g', key }, { key: 'outbox-2' });
  expect(await by('person:1', 'x')).toBe('x');
  await expect(by('person:1', 'y')).rejects.toMatchObject({ code: 'key-used' });
  expect(await by('person:2', 'y')).toBe('y');
  expect(await count('g')).toBe(2);
});

test('the application cannot change or remove an audit entry', async () => {
  await expect(world().database.pool.query('update platform.audit_entry set event = $1', ['x'])).rejects.toThrow(
    'permission denied',
  );
  await expect(world().database.pool.query('delete from platform.audit_entry')).rejects.toThrow('permission denied');
});

/** Entries wait while any transaction of the server is older than they are: other tests' among them. */
async function sealed(ownerUrl: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    await sealAudit(ownerUrl, new Date());
    if ((await verifyAudit(ownerUrl)).unsealed === 0) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('The audit was never sealed.');
}

test('the chain shows an entry that was changed behind its back', async () => {
  const { ownerUrl } = world().database;
  await perform(world(), visitor('2023-11-24'), addEntry, { list: 'f', key: 'x' });
  await sealed(ownerUrl);
  const { faults, checkpoint } = await verifyAudit(ownerUrl);
  expect(faults).toEqual([]);
  expect(checkpoint).toMatch(/^[0-9a-f]{64}$/);
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(
    `update platform.audit_entry set event = 'nothing' where audit_entry_id = (select min(audit_entry_id) from platform.audit_entry)`,
  );
  await owner.end();
  expect((await verifyAudit(ownerUrl)).faults).toMatchObject([{ schoolId: 0, what: 'changed' }]);
});

test('rong_wide is granted without inheritance, and may only read', async () => {
  const { rows } = await world().database.pool.query<{ inherits: boolean }>(
    `select rolinherit as inherits from pg_roles where rolname = 'rong_app'`,
  );
  expect(rows[0]?.inherits).toBe(false);
  const held = await world().database.pool.query(`select pg_has_role('rong_app', 'rong_wide', 'usage') as usage`);
  expect(held.rows[0].usage).toBe(false);
  await expect(
    inTransaction(world().database, { schools: [], wide: true }, 'read write', tables =>
      tables.deleteFrom('schools.class').execute(),
    ),
  ).rejects.toThrow('permission denied');
});
