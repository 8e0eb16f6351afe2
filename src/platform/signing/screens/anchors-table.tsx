import { Button, DataTable, Dialog, type FieldFault, FileField, Form, StateChip } from '#ui';
import { day, none } from '../../format.ts';
import type { ListedAnchor } from '../queries/anchors.ts';
import type { SigningWords } from '../words/index.ts';

type Text = SigningWords['trust'];

/** Roots, the trial one first, those removed last: nothing that was ever believed disappears. */
export function AnchorsTable(props: { anchors: ListedAnchor[]; now: Date; action: string; text: Text }) {
  const { anchors, now, action, text } = props;
  return (
    <DataTable
      caption={text.caption}
      rows={anchors}
      rowState={anchor => (anchor.removedAt ? 'muted' : undefined)}
      columns={[
        {
          key: 'name',
          head: text.heads.name,
          rowHead: true,
          width: 'wide',
          fold: 'full',
          render: anchor => (
            <>
              {anchor.name}
              <div class="soft">
                {`${text.serial}: `}
                <code>{anchor.serial}</code>
              </div>
              <div class="soft">
                {`${text.fingerprint}: `}
                <code>{anchor.fingerprint}</code>
              </div>
            </>
          ),
        },
        {
          key: 'until',
          head: text.heads.until,
          fold: 'full',
          foldHead: true,
          render: anchor => day(anchor.validUntil),
        },
        {
          key: 'list',
          head: text.heads.list,
          fold: 'full',
          foldHead: true,
          render: anchor =>
            anchor.development ? text.listOwn : anchor.listedAt ? text.listOf(day(anchor.listedAt)) : text.noList,
        },
        {
          key: 'state',
          head: text.heads.state,
          fold: 'start',
          render: anchor => <Standing anchor={anchor} now={now} text={text} />,
        },
        {
          key: 'act',
          head: text.heads.act,
          width: 'narrow',
          fold: 'end',
          render: anchor =>
            anchor.development || anchor.removedAt ? none : <Remove anchor={anchor} action={action} text={text} />,
        },
      ]}
      empty={{ text: text.empty }}
    />
  );
}

function Standing({ anchor, now, text }: { anchor: ListedAnchor; now: Date; text: Text }) {
  const { states } = text;
  if (anchor.removedAt) return <StateChip state="silent">{states.removed(day(anchor.removedAt))}</StateChip>;
  if (anchor.development) return <StateChip state="near">{states.development}</StateChip>;
  if (anchor.validUntil < now) return <StateChip state="behind">{states.expired}</StateChip>;
  return <StateChip state="ok">{states.trusted}</StateChip>;
}

function Remove({ anchor, action, text }: { anchor: ListedAnchor; action: string; text: Text }) {
  return (
    <Dialog title={text.removeTitle(anchor.name)} opens={text.remove}>
      <Form
        action={action}
        hidden={{ fingerprint: anchor.fingerprint }}
        buttons={<Button danger>{text.remove}</Button>}
      >
        <p>{text.removeHelp}</p>
      </Form>
    </Dialog>
  );
}

export function AddAnchor({ action, faults, text }: { action: string; faults: FieldFault[]; text: Text }) {
  return (
    <Dialog title={text.add} opens={text.add} filled open={faults.length > 0}>
      <Form action={action} files faults={faults} buttons={<Button filled>{text.add}</Button>}>
        <FileField name="file" label={text.file} help={text.addHelp} kinds={['.cer', '.crt', '.der', '.pem']} />
      </Form>
    </Dialog>
  );
}

export function KeepList({ action, faults, text }: { action: string; faults: FieldFault[]; text: Text }) {
  return (
    <Dialog title={text.keepList} opens={text.keepList} open={faults.length > 0}>
      <Form action={action} files faults={faults} buttons={<Button filled>{text.keepList}</Button>}>
        <FileField name="list" label={text.listFile} help={text.keepListHelp} kinds={['.crl']} />
      </Form>
    </Dialog>
  );
}
