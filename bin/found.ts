import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { foundPlace, giveRole, recordPeople } from '#directory';
import { house } from '#platform/access.ts';
import { Refusal } from '#platform/refusal.ts';
import { makeAccount } from '#platform/sign-in/index.ts';
import { perform } from '#platform/work.ts';
import { openSystem } from './open-system.ts';

const usage = `npm run found -- --province "Tỉnh …" --department "Sở Giáo dục và Đào tạo tỉnh …" --admin "Họ và tên" --login quantri [--from 2015-07-01]

Founds the province and its department in an empty installation, and makes the first administrator, whose temporary
password is printed once. Everything else is done on the pages. · Lập tỉnh, sở và tài khoản quản trị đầu tiên.`;

// An installation without sample data begins here: nobody can sign in before somebody was let in.
const { values } = parseArgs({
  options: {
    province: { type: 'string' },
    department: { type: 'string' },
    admin: { type: 'string' },
    login: { type: 'string' },
    from: { type: 'string', default: '2000-01-01' },
  },
});
const { province, department, admin, login, from } = values;
if (!province || !department || !admin || !login) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

const { system, close } = await openSystem();
let code = 0;
try {
  const { rows } = await system.database.pool.query('select from platform.account limit 1');
  if (rows.length > 0)
    throw new Error('There are accounts already: an administrator signs in and goes on from the pages.');
  const actor = house('found', system.today());
  const paper = { fromDay: from, document: 'Khởi tạo hệ thống' };
  const provinceId = await perform(system, actor, foundPlace, {
    ...paper,
    kind: 'province',
    name: province,
    parentId: null,
  });
  const departmentId = await perform(system, actor, foundPlace, {
    ...paper,
    kind: 'department',
    name: department,
    parentId: provinceId,
  });
  const { personIds } = await perform(system, actor, recordPeople, { people: [{ fullName: admin }] });
  const personId = personIds[0] ?? 0;
  await perform(system, actor, giveRole, { personId, role: 'admin', placeId: departmentId, fromDay: system.today() });
  const temporaryPassword = Array.from({ length: 14 }, () => 'abcdefghijkmnpqrstuvwxyz23456789'[randomInt(32)]).join(
    '',
  );
  await makeAccount(system, actor, { personId, login, temporaryPassword });
  process.stdout.write(`${login}  ${temporaryPassword}   (đổi khi đăng nhập lần đầu · changed at the first sign-in)\n`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Refusal ? fault.said.vi : (fault as Error).message}\n`);
  code = 1;
}
await close();
process.exit(code);
