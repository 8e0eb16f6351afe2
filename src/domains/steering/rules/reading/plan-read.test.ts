import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'plan-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...files: string[]) =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    execFile(process.execPath, ['--import', 'tsx', 'bin/plan-read.ts', ...files], { cwd: root }, (fault, out, err) =>
      resolve({ code: fault ? Number(fault.code) : 0, out, err }),
    );
  });

const Printed = z.object({
  number: z.string().nullable(),
  date: z.string().nullable(),
  issuer: z.string().nullable(),
  signer: z.object({ title: z.string(), name: z.string().nullable() }).nullable(),
  legalBases: z.array(z.unknown()),
  goals: z.array(z.unknown()),
  targets: z.array(
    z.object({
      text: z.string(),
      comparator: z.string(),
      value: z.number(),
      unit: z.string(),
      scope: z.string(),
      place: z.object({ section: z.string().nullable(), from: z.number(), to: z.number() }),
    }),
  ),
  tasks: z.array(z.unknown()),
  leads: z.array(z.object({ unit: z.string(), leads: z.array(z.string()), cooperates: z.array(z.string()) })),
  deadlines: z.array(z.unknown()),
  recipients: z.array(z.unknown()),
  unrecognised: z.array(z.object({ text: z.string() })),
});

test('npm run plan:read prints what was read, as JSON', async () => {
  const { code, out, err } = await run(
    fileURLToPath(new URL('./specimens/district-education-2024.txt', import.meta.url)),
  );
  expect([code, err]).toEqual([0, '']);
  const printed = Printed.parse(JSON.parse(out));
  expect(printed).toMatchObject({ number: '27/KH-PGDĐT', date: '2024-02-05', signer: { name: 'Nguyễn Văn Mẫu' } });
  expect(printed.targets[4]).toMatchObject({
    comparator: 'more-than',
    value: 95.5,
    unit: 'percent',
    scope: 'học sinh',
  });
  expect(printed.leads.find(each => each.unit === 'Trường THCS Sao Mai')).toEqual({
    unit: 'Trường THCS Sao Mai',
    leads: ['task-3'],
    cooperates: [],
  });
});

test('a file that cannot be read: what is wrong and what to do, in Vietnamese, and exit 1', async () => {
  const picture = path.join(folder, 'ke-hoach.docx');
  await writeFile(picture, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  expect(await run(picture)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('không phải văn bản') });
  expect(await run(path.join(folder, 'none.pdf'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('Không mở được'),
  });
  expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('Cách dùng') });
});
