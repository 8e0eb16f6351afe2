import { count } from '#platform/format.ts';
import { Disclosure, Panel, Pill, Stack } from '#ui';
import type { ItemKind } from '../commands/drop-item.ts';
import type { PlanRead } from '../rules/reading/index.ts';
import type { SteeringWords } from '../words/index.ts';

/** What was read besides targets, tasks and deadlines, so that a reviewer sees all of it. */
export function AlsoRead(props: { t: SteeringWords; read: PlanRead }) {
  const { t, read } = props;
  const parts: [title: string, lines: readonly string[]][] = [
    [t.review.issuer, read.issuer ? [read.issuer.name] : []],
    [t.review.signer, read.signer ? [[read.signer.title, read.signer.name].filter(Boolean).join(', ')] : []],
    [t.review.basis, read.legalBases.map(one => one.text)],
    [t.review.goals, read.goals.map(one => one.text)],
    [t.review.recipients, read.recipients.map(one => (one.purpose ? `${one.unit} (${one.purpose})` : one.unit))],
    [t.review.budget, read.budget.map(one => one.text)],
    [t.review.annexes, read.annexes.map(one => (one.present ? one.title : `${one.title} (${t.review.annexMissing})`))],
    [t.review.footnotes, read.footnotes.map(one => `${one.number} ${one.text}`)],
  ];
  return (
    <Panel title={t.review.understood}>
      <Stack>
        {parts
          .filter(([, lines]) => lines.length > 0)
          .map(([title, lines]) => (
            <Disclosure summary={`${title} (${count(lines.length)})`}>
              <ul>
                {lines.map(line => (
                  <li>{line}</li>
                ))}
              </ul>
            </Disclosure>
          ))}
      </Stack>
    </Panel>
  );
}

/** What a reviewer took out, with the reason. */
export function DroppedItems(props: {
  t: SteeringWords;
  items: readonly { kind: ItemKind; title: string; why: string }[];
}) {
  const { t, items } = props;
  if (items.length === 0) return null;
  const kinds: Record<ItemKind, string> = { target: t.targets, task: t.tasks, deadline: t.deadlines };
  return (
    <Panel title={`${t.review.droppedItems} (${count(items.length)})`}>
      <ul>
        {items.map(item => (
          <li>
            <Pill>{kinds[item.kind]}</Pill> {`${item.title} — ${item.why}`}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
