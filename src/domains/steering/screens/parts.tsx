import { day, number } from '#platform/format.ts';
import { FileField, type State, TextField } from '#ui';
import type { Kept } from '../rules/deadline.ts';
import type { Comparator } from '../rules/draft-plan.ts';
import type { Step } from '../rules/task-state.ts';
import type { SteeringWords } from '../words/index.ts';

/** "tối thiểu 50 %". */
export function pledgeOf(
  t: SteeringWords,
  target: { comparator: Comparator; valueTenths: number; unit: string },
): string {
  const unit = t.units[target.unit] ?? target.unit;
  return [
    t.comparators[target.comparator],
    [number(target.valueTenths / 10), unit].filter(Boolean).join('\u00a0'),
  ].join(' ');
}

/** "trước ngày 25/02/2023": as the plan says it. */
export const dueText = (t: SteeringWords, dueOn: string | null, inclusive = true): string =>
  dueOn === null ? t.noDue : inclusive ? t.until(day(dueOn)) : t.before(day(dueOn));

/** The first few names, and how many more. */
export function fewNames(t: SteeringWords, names: readonly string[], most = 3): string {
  if (names.length === 0) return t.noUnits;
  const few = names.slice(0, most).join(', ');
  return names.length > most ? t.many(few, String(names.length - most)) : few;
}

export const stateOfStep = (step: Step, isLate: boolean): State =>
  step === 'done' ? 'ok' : isLate || step === 'returned' ? 'behind' : step === 'given' ? 'silent' : 'near';

export const stateOfKept: Record<Kept, State> = { met: 'ok', late: 'near', missing: 'behind', awaited: 'silent' };

/** Files and a link: what proves a report. */
export function EvidenceFields(props: { t: SteeringWords; link?: string }) {
  return (
    <>
      <FileField name="files" label={props.t.task.files} many optional maxBytes={20 * 1024 * 1024} />
      <TextField name="link" label={props.t.task.link} type="url" placeholder="https://" value={props.link} optional />
    </>
  );
}

/** What was shown as proof: files of ours, or addresses elsewhere. */
export function Proofs(props: { proofs: readonly { evidenceId: number; title: string; link: string | null }[] }) {
  return (
    <>
      {props.proofs.map(proof => (
        <p>
          {proof.link ? (
            <a href={proof.link} rel="noreferrer noopener" target="_blank">
              {proof.title}
            </a>
          ) : (
            <a href={`/evidence/${proof.evidenceId}`} data-turbo="false">
              {proof.title}
            </a>
          )}
        </p>
      ))}
    </>
  );
}
