import { day, none } from '#platform/format.ts';
import { DataTable, type FieldFault, Pill, type State, StateChip } from '#ui';
import type { KeyState, SchoolKey } from '../queries/school-keys.ts';
import type { KeyWords } from '../words/keys.ts';
import { AskReason } from './ask-reason.tsx';

/** A revocation that came back with faults: its dialog stands open. */
export interface EndRefused {
  signerId: number;
  reason: string;
  faults: FieldFault[];
}

const looks: Record<KeyState, State> = {
  usable: 'ok',
  replaced: 'silent',
  revoked: 'behind',
  expired: 'behind',
  'not-yet': 'near',
  'unknown-issuer': 'near',
  'certificate-revoked': 'behind',
};

/** Every key of a school: who holds it, under which certificate, until when. */
export function KeysTable(props: {
  keys: SchoolKey[];
  action: string;
  /** Where a key is registered. */
  register: string;
  refused: EndRefused | undefined;
  text: KeyWords;
}) {
  const { keys, action, register, refused, text } = props;
  const { heads } = text;
  return (
    <DataTable
      caption={text.all}
      showCaption
      rows={keys}
      rowState={key => (key.state === 'replaced' || key.state === 'revoked' ? 'muted' : undefined)}
      columns={[
        { key: 'holder', head: heads.holder, rowHead: true, fold: 'full', render: key => key.holder.name ?? text.seal },
        {
          key: 'kind',
          head: heads.kind,
          fold: 'full',
          render: key => <Pill>{text.kinds[key.development ? 'development' : key.kind]}</Pill>,
        },
        {
          key: 'serial',
          head: heads.serial,
          fold: 'full',
          foldHead: true,
          render: key => <code>{key.serial}</code>,
        },
        { key: 'issuer', head: heads.issuer, fold: 'full', foldHead: true, render: key => key.issuer },
        { key: 'until', head: heads.until, fold: 'full', foldHead: true, render: key => day(key.validUntil) },
        {
          key: 'state',
          head: heads.state,
          fold: 'start',
          render: key => <KeyStanding of={key} text={text} />,
        },
        {
          key: 'act',
          head: heads.act,
          width: 'narrow',
          fold: 'end',
          render: key =>
            key.mayRevoke ? (
              <EndKey signerId={key.signerId} holder={key.holder.name} action={action} refused={refused} text={text} />
            ) : (
              none
            ),
        },
      ]}
      empty={{ text: text.none, step: { href: register, label: text.register } }}
    />
  );
}

export const KeyStanding = ({ of: { state, revokedAt }, text: { states } }: { of: SchoolKey; text: KeyWords }) => (
  <StateChip state={looks[state]}>{state === 'revoked' ? states.revoked(day(revokedAt)) : states[state]}</StateChip>
);

/** Revoking a key, for whoever may. */
export function EndKey(props: {
  signerId: number;
  /** Undefined for the seal. */
  holder: string | undefined;
  action: string;
  refused: EndRefused | undefined;
  text: KeyWords;
}) {
  const { signerId, refused, text } = props;
  return (
    <AskReason
      title={text.endTitle(props.holder)}
      does={text.end}
      action={props.action}
      hidden={{ signerId }}
      label={text.endWhy}
      help={text.endHelp}
      maxLength={300}
      refused={refused?.signerId === signerId ? refused : undefined}
    />
  );
}
