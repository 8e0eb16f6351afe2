import { count } from '#platform/format.ts';
import { type Ask, idFrom, readFor, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { Button, Form, LinkList, TextField } from '#ui';
import { accountRoutes } from './account.tsx';
import { makeChosen, resetChosen } from './hand-out.ts';
import { type AccountList, accountList, loginField, type Typed, ticks } from './list.tsx';
import { classesOf, classOf, getSchoolOfAccounts, holdersOf, keepsHolders, PAGE_SIZE, staffOf } from './people.ts';
import { slipsScreen } from './slips.tsx';
import { canChoose, standingsOf } from './standing.ts';
import { t } from './words/index.ts';

/** Accounts of other people: of a school's staff, of a class with its parents, of those who hold roles. */
export const accountDeskRoutes = routes();

/** The staff of a school, and its classes to go on to. */
async function schoolList(ask: Ask): Promise<AccountList> {
  const { actor, language, system } = ask.var;
  const text = t(language);
  const today = system.today();
  return await readFor(ask, 'indicators', async db => {
    const school = await getSchoolOfAccounts(db, actor, idFrom(ask, 'schoolId'));
    const path = `/schools/${school.schoolId}/accounts`;
    const classes = await classesOf(db, school.schoolId, today);
    return {
      title: text.ofSchool,
      crumbs: [{ href: `/schools/${school.schoolId}`, label: school.name }],
      path,
      parts: ['staff'],
      people: await standingsOf(db, actor, await staffOf(db, school, today, text)),
      beside: (
        <LinkList
          title={text.classes}
          empty={text.noClasses}
          items={classes.map(one => ({
            href: `/schools/${school.schoolId}/classes/${one.classId}/accounts`,
            title: one.name,
            detail: text.classLine(count(one.withAccount), count(one.pupils)),
          }))}
        />
      ),
    };
  });
}

async function classList(ask: Ask): Promise<AccountList> {
  const { actor, language, system } = ask.var;
  const text = t(language);
  return await readFor(ask, 'indicators', async db => {
    const school = await getSchoolOfAccounts(db, actor, idFrom(ask, 'schoolId'));
    const classId = idFrom(ask, 'classId');
    const klass = await classOf(db, school, classId, system.today(), text);
    return {
      title: text.ofClass(klass.name),
      crumbs: [
        { href: `/schools/${school.schoolId}`, label: school.name },
        { href: `/schools/${school.schoolId}/accounts`, label: text.title },
      ],
      path: `/schools/${school.schoolId}/classes/${classId}/accounts`,
      parts: ['pupils', 'guardians'],
      people: await standingsOf(db, actor, klass.people),
    };
  });
}

async function holderList(ask: Ask): Promise<AccountList> {
  const { actor, language } = ask.var;
  if (!keepsHolders(actor)) throw new NotAllowed();
  const text = t(language);
  const name = ask.req.query('q') ?? '';
  const page = Math.min(Math.max(Number.parseInt(ask.req.query('page') ?? '', 10) || 1, 1), 10_000);
  const at = (wanted: number) => `/accounts?${new URLSearchParams({ q: name, page: String(wanted) })}`;
  return await readFor(ask, 'indicators', async db => {
    const { people, total } = await holdersOf(db, actor, { name, page }, text);
    return {
      title: text.ofOffices,
      crumbs: [],
      path: at(page),
      parts: ['holders'],
      people: await standingsOf(db, actor, people),
      pages: { page, pageSize: PAGE_SIZE, total, href: at },
      search: (
        <Form method="get" inline action="/accounts" buttons={<Button>{text.find}</Button>}>
          <TextField name="q" type="search" label={text.search} value={name} optional width="medium" />
        </Form>
      ),
    };
  });
}

/** Those a link ticks: everyone without an account, or everyone who never signed in and lost the slip. */
function ticked(ask: Ask, list: AccountList): Typed {
  const choose = ask.req.query('choose');
  const isWanted = choose === 'new' || choose === 'unused' ? ticks[choose] : () => false;
  const wanted = list.people.filter(one => canChoose(one) && isWanted(one));
  return { chosen: new Set(wanted.map(one => one.personId)), logins: new Map() };
}

async function typedIn(ask: Ask, list: AccountList): Promise<Typed & { act: unknown }> {
  const form = await ask.req.parseBody({ all: true });
  const chosen = [form.person ?? []].flat().map(Number);
  const logins = list.people.flatMap((one): [number, string][] => {
    const typed = form[loginField(one.personId)];
    return typeof typed === 'string' ? [[one.personId, typed]] : [];
  });
  return { chosen: new Set(chosen), logins: new Map(logins), act: form.act };
}

/** Only people of the list count as chosen; whom one may not keep, nobody ticks by accident. */
async function handOut(ask: Ask, list: AccountList): Promise<Response> {
  const typed = await typedIn(ask, list);
  const chosen = list.people.filter(one => typed.chosen.has(one.personId));
  if (!chosen.every(canChoose)) throw new NotAllowed();
  const answer = typed.act === 'reset' ? await resetChosen(ask, chosen) : await makeChosen(ask, chosen, typed);
  if ('faults' in answer) return accountList(ask, list, typed, answer.faults);
  const crumbs = [...list.crumbs, { href: list.path, label: list.title }];
  return slipsScreen(ask, { crumbs, back: list.path }, answer.slips);
}

for (const [path, load] of [
  ['/schools/:schoolId/accounts', schoolList],
  ['/schools/:schoolId/classes/:classId{[0-9]+}/accounts', classList],
  ['/accounts', holderList],
] as const) {
  accountDeskRoutes.get(path, async ask => {
    const list = await load(ask);
    return accountList(ask, list, ticked(ask, list));
  });
  accountDeskRoutes.post(path, async ask => handOut(ask, await load(ask)));
}
accountDeskRoutes.route('/', accountRoutes);
