import { count, dayTime, none } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  type Column,
  type Crumb,
  DataTable,
  type DataTableProps,
  Facts,
  type FieldFault,
  Form,
  fieldId,
  Panel,
  Row,
  RowTitle,
  type Slot,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import { canChoose, givesRole, type Standing } from './standing.ts';
import { type AccountWords, t } from './words/index.ts';

/** A list of people and how its page stands around it. */
export interface AccountList {
  title: string;
  crumbs: Crumb[];
  /** Its address, where the form goes too. */
  path: string;
  parts: Standing['part'][];
  people: Standing[];
  /** A search above the list, where it is longer than a page. */
  search?: Slot;
  pages?: DataTableProps<Standing>['pages'];
  beside?: Slot;
}

/** What was chosen and typed: kept after a fault. */
export interface Typed {
  chosen: ReadonlySet<number>;
  logins: ReadonlyMap<number, string>;
}

export const loginField = (personId: number) => `login-${personId}`;
export const personField = (personId: number) => `person-${personId}`;

export function stateOf(one: Standing): keyof AccountWords['states'] {
  if (one.accountId === null) return 'none';
  if (one.lockedAt) return 'locked';
  return one.mustChangePassword ? 'mustChange' : 'ready';
}

const looks = { none: 'silent', ready: 'ok', mustChange: 'near', locked: 'behind' } as const;

export const StateOfAccount = (props: { of: Standing; text: AccountWords }) => (
  <StateChip state={looks[stateOf(props.of)]}>{props.text.states[stateOf(props.of)]}</StateChip>
);

/** The people of a list with their accounts, to choose from: make accounts, or give new temporary passwords. */
export function accountList(ask: Ask, list: AccountList, typed: Typed, faults: FieldFault[] = []): Promise<Response> {
  const text = t(ask.var.language);
  const have = list.people.filter(one => one.accountId !== null).length;
  return screen(
    ask,
    {
      title: list.title,
      crumbs: list.crumbs,
      facts: <Facts items={[text.counts(count(have), count(list.people.length))]} />,
    },
    <Stack>
      {list.search}
      <ChooseLinks list={list} text={text} />
      <Form action={list.path} plain faults={faults} buttons={<Acts list={list} text={text} />}>
        {list.parts.map(part => (
          <Panel title={text.parts[part]} flush>
            <DataTable
              bare
              caption={text.parts[part]}
              columns={columnsOf(ask, list, typed, faults)}
              rows={list.people.filter(one => one.part === part)}
              empty={{ text: text.empty[part] }}
              {...(list.pages ? { pages: list.pages } : {})}
            />
          </Panel>
        ))}
      </Form>
      {list.beside}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

/** Whom the links above a list tick. */
export const ticks = {
  new: (one: Standing) => one.accountId === null,
  unused: (one: Standing) => one.accountId !== null && !one.lockedAt && !one.seenAt,
};

/** Choosing many without scripts: the page comes back with them ticked. */
function ChooseLinks({ list, text }: { list: AccountList; text: AccountWords }) {
  const choosable = list.people.filter(canChoose);
  if (choosable.length === 0) return null;
  const to = (choose: string) => `${list.path}${list.path.includes('?') ? '&' : '?'}choose=${choose}`;
  return (
    <Stack>
      <p>{text.help}</p>
      <Row>
        {choosable.some(ticks.new) && <a href={to('new')}>{text.chooseNew}</a>}
        {choosable.some(ticks.unused) && <a href={to('unused')}>{text.chooseUnused}</a>}
        <a href={list.path}>{text.chooseNone}</a>
      </Row>
    </Stack>
  );
}

function Acts({ list, text }: { list: AccountList; text: AccountWords }) {
  const choosable = list.people.filter(canChoose);
  const some = { make: choosable.some(one => !one.accountId), reset: choosable.some(one => one.accountId) };
  return (
    <>
      {some.make && (
        <Button filled name="act" value="make">
          {text.make}
        </Button>
      )}
      {some.reset && (
        <Button name="act" value="reset">
          {text.reset}
        </Button>
      )}
      {some.reset && <p class="soft">{text.resetHelp}</p>}
    </>
  );
}

function columnsOf(ask: Ask, list: AccountList, typed: Typed, faults: FieldFault[]): Column<Standing>[] {
  const text = t(ask.var.language);
  const from = encodeURIComponent(list.path);
  return [
    {
      key: 'name',
      head: text.heads.name,
      rowHead: true,
      width: 'wide',
      fold: 'full',
      render: one => (canChoose(one) ? <Choosing of={one} typed={typed} faults={faults} /> : <Naming of={one} />),
    },
    {
      key: 'login',
      head: text.heads.login,
      fold: 'full',
      render: one => {
        if (one.accountId !== null)
          return one.keeps ? <a href={`/accounts/${one.accountId}?from=${from}`}>{one.login}</a> : one.login;
        if (!canChoose(one)) return none;
        const name = loginField(one.personId);
        return (
          <TextField
            name={name}
            label={<span class="sr">{text.loginOf(one.name)}</span>}
            value={typed.logins.get(one.personId) ?? one.login}
            maxLength={100}
            autocomplete="off"
            width="medium"
          />
        );
      },
    },
    {
      key: 'state',
      head: text.heads.state,
      fold: 'start',
      render: one => (
        <>
          <StateOfAccount of={one} text={text} />
          <Remark of={one} text={text} />
        </>
      ),
    },
    {
      key: 'seen',
      head: text.heads.seen,
      align: 'end',
      fold: 'end',
      render: one => {
        if (one.accountId === null) return '';
        return <span class="soft">{one.seenAt ? dayTime(one.seenAt, ask.var.language) : text.neverSeen}</span>;
      },
    },
  ];
}

const Naming = ({ of }: { of: Standing }) => <RowTitle facts={of.facts}>{of.name}</RowTitle>;

function Choosing({ of, typed, faults }: { of: Standing; typed: Typed; faults: FieldFault[] }) {
  const name = personField(of.personId);
  const id = fieldId(name);
  const fault = faults.find(one => one.field === name)?.words;
  return (
    <div class="field">
      <label class="choice-line" for={id}>
        <input
          id={id}
          type="checkbox"
          name="person"
          value={String(of.personId)}
          checked={typed.chosen.has(of.personId)}
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
        />
        <Naming of={of} />
      </label>
      {fault && (
        <p class="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

/** Why someone cannot be chosen, or what happens besides. */
function Remark({ of, text }: { of: Standing; text: AccountWords }) {
  const role = givesRole(of);
  if (of.lockedWhy) return <div class="soft">{text.lockedFor(of.lockedWhy)}</div>;
  if (of.isOneself) return <div class="soft">{text.oneself}</div>;
  if (role && !of.keeps) return <div class="soft">{text.roleComes(text.roles[role])}</div>;
  if (of.keeps) return null;
  return <div class="soft">{of.part === 'staff' && !of.holdsRole ? text.noRole : text.keptByOthers}</div>;
}
