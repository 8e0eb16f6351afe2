import { type Change, groupKey, subjectOf } from '../../offline/change.ts';

/** One field of a sheet that is kept and sent by itself. */
export interface Field {
  subject: string;
  kind: 'marks' | 'comments';
  input: HTMLInputElement;
  /** What carries the state: the cell of a table. */
  holder: HTMLElement;
  /** What the server is known to have. */
  base: string;
  /** What is kept: what waits, or else what the server has. */
  held: string;
}

const numberOf = (form: HTMLElement, name: string): number => Number(form.dataset[name] ?? 0);

/** The groups of cells of a sheet: its marks, and its comments, which are of a term. */
export function groupsOf(form: HTMLFormElement): Record<'marks' | 'comments', Change['group']> {
  const marks = { schoolId: numberOf(form, 'school'), courseId: numberOf(form, 'course') };
  return { marks, comments: { ...marks, term: numberOf(form, 'term') } };
}

export const keysOf = (form: HTMLFormElement): string[] => {
  const { marks, comments } = groupsOf(form);
  return [groupKey('marks', marks), groupKey('comments', comments)];
};

/** "m-<column>-<enrolment>" or "c-<enrolment>". */
const pattern = /^(?:m-(\d+)|c)-(\d+)$/;

export function fieldOf(form: HTMLFormElement, input: HTMLInputElement): Field | undefined {
  if (!pattern.test(input.name)) return undefined;
  const kind = input.name.startsWith('m-') ? 'marks' : 'comments';
  const holder = input.closest('td') ?? input;
  const base = input.defaultValue;
  return { subject: subjectOf(kind, groupsOf(form)[kind], input.name), kind, input, holder, base, held: base };
}

/** The page came from the device, not from the server (asCopy in offline-page.ts). */
export const isCopy = (): boolean => document.querySelector('.kept-notice') !== null;

export const seenOf = (field: Field): number => Number(field.input.dataset.seen ?? 0);

/** The server has this now: the page says so as if it had been made so. */
export function setBase(field: Field, value: string, revision: number): void {
  field.base = value;
  field.input.defaultValue = value;
  field.input.dataset.seen = String(revision);
}

/** A change of the field to a value, made now. */
export function changeOf(form: HTMLFormElement, field: Field, value: string): Change {
  const { input, kind, subject } = field;
  const [, columnId = 0, enrolmentId = 0] = (pattern.exec(input.name) ?? []).map(Number);
  return {
    subject,
    kind,
    group: groupsOf(form)[kind],
    part: kind === 'marks' ? { columnId, enrolmentId, value } : { enrolmentId, comment: value },
    seen: seenOf(field),
    madeAt: new Date().toISOString(),
    label: `${document.querySelector('h1')?.textContent ?? ''}: ${input.getAttribute('aria-label') ?? ''}`,
    page: location.pathname + location.search,
  };
}

export const valueIn = (change: Change): string =>
  String(change.part.value ?? change.part.comment ?? change.part.kind ?? '');
