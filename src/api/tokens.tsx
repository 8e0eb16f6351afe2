import { z } from 'zod';
import { addDays, dayOf } from '#platform/clock.ts';
import { day, dayTime } from '#platform/format.ts';
import { performFor, readFor, routes } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { newSecret } from '#platform/settings.ts';
import { words } from '#platform/words.ts';
import { command, perform } from '#platform/work.ts';
import { Button, CopyText, DataTable, Form, Panel, Select, Stack, TextField } from '#ui';
import { hashOfToken } from './token.ts';

/** Makes a machine's way in: one role at one place that its maker holds, for at most a year. The token is shown once. */
export const makeToken = command('platform', 'make-token', {
  input: z.object({
    name: z.string().trim().min(1).max(100),
    roleHeldId: z.number().int(),
    days: z.number().int().min(1).max(366),
  }),
  async run(work, { name, roleHeldId, days }) {
    work.allowed(work.actor.roles.find(held => held.roleHeldId === roleHeldId) && work.actor.personId);
    const token = newSecret();
    await work.db
      .insertInto('platform.api_token')
      .values({
        token_hash: hashOfToken(token),
        name,
        role_held_id: roleHeldId,
        made_by: work.actor.personId ?? 0,
        made_at: work.now,
        expires_at: new Date(`${addDays(work.today, days)}T00:00:00+07:00`),
      })
      .execute();
    work.audit({ event: 'token.made', subject: `role-held:${roleHeldId}`, data: { name, days } });
    return token;
  },
});

export const revokeToken = command('platform', 'revoke-token', {
  input: z.object({ tokenHash: z.string() }),
  async run(work, { tokenHash }) {
    const token = work.allowed(
      await work.db
        .updateTable('platform.api_token')
        .set({ revoked_at: work.now })
        .where('token_hash', '=', tokenHash)
        .where('made_by', '=', work.actor.personId ?? -1)
        .where('revoked_at', 'is', null)
        .returning(['name', 'role_held_id'])
        .executeTakeFirst(),
    );
    work.audit({ event: 'token.revoked', subject: `role-held:${token.role_held_id}`, data: { name: token.name } });
  },
});

const t = words(
  {
    title: 'Khóa API của tôi',
    why: 'Cho phần mềm khác đọc dữ liệu qua API với đúng một vai trò của bạn.',
    list: 'Các khóa đang có',
    name: 'Tên phần mềm',
    role: 'Vai trò',
    days: 'Hiệu lực',
    until: 'Hết hạn',
    made: 'Tạo lúc',
    none: 'Chưa có khóa nào.',
    make: 'Tạo khóa',
    revoke: 'Thu hồi',
    new: 'Tạo khóa mới',
    once: 'Chép khóa này ngay: nó chỉ hiện một lần.',
    revoked: 'đã thu hồi',
    inDays: (n: number) => `${n} ngày`,
  },
  {
    title: 'My API tokens',
    why: 'Lets other software read through the API with exactly one of your roles.',
    list: 'Tokens',
    name: 'Name of the software',
    role: 'Role',
    days: 'Valid for',
    until: 'Expires',
    made: 'Made',
    none: 'No tokens yet.',
    make: 'Make token',
    revoke: 'Revoke',
    new: 'Make a new token',
    once: 'Copy this token now: it is shown only once.',
    revoked: 'revoked',
    inDays: (n: number) => `${n} days`,
  },
);

const page = async (ask: Parameters<typeof screen>[0], made?: string, fault?: Refusal) => {
  const text = t(ask.var.language);
  const { actor } = ask.var;
  if (actor.personId === null || actor.roles.length === 0) throw new NotAllowed();
  const { tokens, places } = await readFor(ask, 'platform', async db => ({
    tokens: await db
      .selectFrom('platform.api_token')
      .selectAll()
      .where('made_by', '=', actor.personId ?? -1)
      .orderBy('made_at', 'desc')
      .execute(),
    places: await db
      .selectFrom('directory.published_place')
      .select(['place_id', 'short_name'])
      .where(
        'place_id',
        'in',
        actor.roles.map(held => held.placeId),
      )
      .where('from_day', '<=', actor.day)
      .where('until_day', '>', actor.day)
      .execute(),
  }));
  const placeOf = (id: number) => places.find(place => place.place_id === id)?.short_name ?? String(id);
  return screen(
    ask,
    {
      title: text.title,
      facts: text.why,
      narrow: true,
      flash: fault ? [{ kind: 'fault', words: fault.said[ask.var.language] }] : [],
    },
    <Stack>
      {made && (
        <Panel title={text.once}>
          <CopyText text={made} />
        </Panel>
      )}
      <DataTable
        caption={text.list}
        empty={{ text: text.none }}
        rows={tokens}
        columns={[
          { key: 'name', head: text.name, render: token => token.name },
          { key: 'made', head: text.made, render: token => dayTime(token.made_at) },
          {
            key: 'until',
            head: text.until,
            render: token => (token.revoked_at ? text.revoked : day(dayOf(token.expires_at))),
          },
          {
            key: 'act',
            head: '',
            render: token =>
              !token.revoked_at && (
                <Form action="/account/tokens/revocations" method="post">
                  <input type="hidden" name="tokenHash" value={token.token_hash} />
                  <Button>{text.revoke}</Button>
                </Form>
              ),
          },
        ]}
      />
      <Panel title={text.new}>
        <Form action="/account/tokens" method="post">
          <TextField name="name" label={text.name} maxLength={100} />
          <Select
            name="roleHeldId"
            label={text.role}
            options={actor.roles.map(held => ({
              value: String(held.roleHeldId),
              label: `${held.role} · ${placeOf(held.placeId)}`,
            }))}
          />
          <Select
            name="days"
            label={text.days}
            options={[30, 90, 366].map(days => ({ value: String(days), label: text.inDays(days) }))}
          />
          <Button filled>{text.make}</Button>
        </Form>
      </Panel>
    </Stack>,
    fault ? 422 : 200,
  );
};

export const tokenRoutes = routes()
  .get('/account/tokens', ask => page(ask))
  .post('/account/tokens', async ask => {
    const form = await ask.req.parseBody();
    try {
      const { actor, requestId, system } = ask.var;
      const wanted = {
        name: String(form.name ?? ''),
        roleHeldId: Number(form.roleHeldId),
        days: Number(form.days),
      };
      // Without a key: the answer to one is kept, and a token is kept nowhere.
      return await page(ask, await perform(system, actor, makeToken, wanted, { requestId }));
    } catch (fault) {
      if (fault instanceof Refusal) return await page(ask, undefined, fault);
      throw fault;
    }
  })
  .post('/account/tokens/revocations', async ask => {
    const form = await ask.req.parseBody();
    await performFor(ask, revokeToken, { tokenHash: String(form.tokenHash ?? '') });
    return ask.redirect('/account/tokens', 303);
  });
