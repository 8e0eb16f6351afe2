import { addDays } from '#platform/clock.ts';
import type { Deadline, Measure, Place, PlanRead, PlanTask, Target } from './reading/index.ts';
import { levelsNamed, type SchoolLevel } from './scope-of-units.ts';

/** What a person reviews: the rows that a plan's text suggests, each with its place in the text. */
export interface PlanDraft {
  title: string;
  number: string | null;
  issuedOn: string | null;
  signer: { title: string; name: string | null } | null;
  fromDay: string;
  /** The first day after it. */
  untilDay: string;
  targets: DraftTarget[];
  tasks: DraftTask[];
  deadlines: DraftDeadline[];
}

export type Comparator = 'at-least' | 'more-than' | 'exactly' | 'at-most' | 'less-than';

export interface DraftTarget {
  name: string;
  text: string;
  comparator: Comparator;
  /** False: the text gives a bare number, and a person says what it means before the plan is adopted. */
  comparatorNamed: boolean;
  valueTenths: number;
  unit: string;
  scope: Scope;
  measure: Measure;
  untilDay: string;
  place: Place;
}

/** Which units a target is about; a list that is missing leaves nobody out. */
export interface Scope {
  words: string;
  levels?: SchoolLevel[];
}

export interface DraftTask {
  title: string;
  text: string;
  lead: readonly string[];
  cooperate: readonly string[];
  source: PlanTask['source'];
  product: string | null;
  dueOn: string | null;
  inclusive: boolean;
  place: Place;
}

export interface DraftDeadline {
  kind: Deadline['about'];
  title: string;
  dueOn: string;
  inclusive: boolean;
  dayNamed: boolean;
  units: readonly string[];
  text: string;
  place: Place;
}

const LONGEST_TITLE = 160;

/** Lists need a line, not a paragraph: the first clause, or as many whole words as a line holds. */
export function titleOf(text: string): string {
  const line = text
    .replace(/^[\s\-–+•*]+/u, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const clause = /^(.{30,160}?)[;.](?:\s|$)/u.exec(line)?.[1] ?? line;
  if (clause.length <= LONGEST_TITLE) return clause.replace(/(?:\s*\([^)]*|[;.,:])+$/u, '');
  return `${clause.slice(0, LONGEST_TITLE).replace(/\s+\S*$/u, '')}…`;
}

export const tenthsOf = (value: number): number => Math.round(value * 10);

/** The rows to review. `today` stands in for a period that the text does not name: the rest of this year. */
export function draftPlan(read: PlanRead, today: string): PlanDraft {
  const year = (read.date?.value ?? today).slice(0, 4);
  const fromDay = read.period?.fromDay ?? `${year}-01-01`;
  const untilDay = addDays(read.period?.untilDay ?? `${year}-12-31`, 1);
  const days = new Map(read.deadlines.map(one => [one.id, one]));
  const carriers = new Map(read.tasks.flatMap(task => task.deadlines.map(id => [id, task] as const)));
  return {
    title: read.title?.value ?? read.kind ?? '',
    number: read.number?.value ?? null,
    issuedOn: read.date?.value ?? null,
    signer: read.signer ? { title: read.signer.title, name: read.signer.name } : null,
    fromDay,
    untilDay,
    targets: read.targets.flatMap(target => draftTargets(target, fromDay, untilDay)),
    tasks: read.tasks.map(task => draftTask(task, days)),
    deadlines: read.deadlines.flatMap(one => draftDeadlines(one, carriers.get(one.id), untilDay)),
  };
}

/** One row for each figure: "tối thiểu 20 % …, trong đó 100 % …" promises two things. */
function draftTargets(target: Target, fromDay: string, untilDay: string): DraftTarget[] {
  const all = target.measures.flatMap(measure => [measure, ...measure.within]);
  return all.map((measure, index) => {
    const scope = measure.scope.trim();
    const levels = levelsNamed(scope) ?? (all.length === 1 ? levelsNamed(target.text) : null);
    const end = measure.by ? addDays(measure.by, 1) : untilDay;
    return {
      name: titleOf(nameOf(target, measure, index, all.length)),
      text: target.text,
      comparator: measure.comparator === 'unspecified' ? 'at-least' : measure.comparator,
      comparatorNamed: measure.comparator !== 'unspecified',
      valueTenths: tenthsOf(measure.value),
      unit: measure.unit,
      scope: { words: scope, ...(levels ? { levels } : {}) },
      measure,
      untilDay: end > fromDay ? end : untilDay,
      // One figure: the whole item is its place. Several: each has its own words.
      place: all.length === 1 ? target.place : measure.place,
    };
  });
}

function nameOf(target: Target, measure: Measure, index: number, figures: number): string {
  if (figures === 1) return target.name;
  const isWithin = target.measures.every(one => one !== measure);
  if (isWithin) return measure.scope || measure.place.quote || target.name;
  return measure.scope && !target.name.includes(measure.scope) && (index > 0 || target.measures.length > 1)
    ? `${target.name}: ${measure.scope}`
    : target.name;
}

function draftTask(task: PlanTask, days: ReadonlyMap<string, Deadline>): DraftTask {
  // A report that returns every half year has its own deadlines; a task is due once.
  const due = task.deadlines
    .flatMap(id => days.get(id) ?? [])
    .find(one => one.everyMonths === null && one.dueOn.length > 0);
  return {
    title: titleOf(task.text),
    text: task.text,
    lead: task.lead,
    cooperate: task.cooperate,
    source: task.source,
    product: task.product,
    dueOn: due?.dueOn.at(-1) ?? null,
    inclusive: due?.inclusive ?? true,
    place: task.place,
  };
}

/** A deadline that only says when a task is due stands on the task; one that returns, or that nothing carries, on its own. */
const isOnTask = (one: Deadline, task: PlanTask | undefined) =>
  one.about === 'task' && task !== undefined && one.everyMonths === null && one.dueOn.length === 1;

function draftDeadlines(one: Deadline, task: PlanTask | undefined, untilDay: string): DraftDeadline[] {
  if (isOnTask(one, task)) return [];
  const shared = {
    kind: one.about,
    title: deadlineTitle(one, task),
    units: one.units,
    text: task?.text ?? one.text,
    place: one.place,
  };
  if (one.dueOn.length === 0) return [{ ...shared, dueOn: addDays(untilDay, -1), inclusive: true, dayNamed: false }];
  return one.dueOn.map(dueOn => ({ ...shared, dueOn, inclusive: one.inclusive, dayNamed: true }));
}

const dayWords =
  /[\s,(]*(?:hoàn thành\s+)?(?:chậm nhất\s+)?(?:(?:(?:trước|đến|vào|là)\s+)?ngày|(?:trước|trong|đến)\s+tháng)\s.*$/isu;

/** "định kỳ 6 tháng (trước ngày 01/6)" is "Định kỳ 6 tháng": the day stands beside it. Where only a day is said, the task names it. */
function deadlineTitle(one: Deadline, task: PlanTask | undefined): string {
  const said = one.text.replace(dayWords, '').trim();
  const title = said.length > 6 ? said : titleOf((task?.text ?? one.text).replace(/,?\s*hoàn thành\s.*$/isu, ''));
  return title.charAt(0).toLocaleUpperCase('vi') + title.slice(1);
}
