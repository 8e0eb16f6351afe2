import { isHeading, isRemark, type Node, ownText, titleOf } from './grow-outline.ts';
import { type Passage, placeOf } from './passage.ts';
import { readMeasures, type Stretch, yearBefore } from './read-measures.ts';
import type { Goal, Measure, Target } from './types.ts';

/** Parts in which a number tells what is or was, not what is promised. */
const tellsNoPromise = new Set(['situation', 'legal']);

export function readTargets(nodes: readonly Node[]): Target[] {
  const targets: Omit<Target, 'id'>[] = [];
  for (const node of nodes) {
    if (tellsNoPromise.has(node.role)) continue;
    const bareCounts = node.role === 'specific-goals' || node.role === 'general-goals';
    const how = { bareCounts: bareCounts && !isHeading(node), by: byAbove(node), section: node.path || null };
    for (const passage of [node.passage, ...node.titles]) {
      const from = passage === node.passage ? (node.mark?.length ?? 0) : 0;
      for (const { stretch, measures } of promises(passage, { from, to: passage.text.length }, how)) {
        const text = passage.text.slice(stretch.from, stretch.to).trim();
        targets.push({
          text,
          name: nameOf(text, measures[0]?.place.quote),
          under:
            node.parent && (node.parent.mark?.kind === 'bullet' || !isHeading(node.parent))
              ? ownText(node.parent)
              : null,
          measures,
          place: placeOf(passage, how.section, stretch.from, stretch.to),
        });
      }
    }
  }
  return targets.map((target, index) => ({ id: `target-${index + 1}`, ...target }));
}

/** Goals of both kinds that give no number of their own. */
export function readGoals(nodes: readonly Node[], targets: readonly Target[]): Goal[] {
  const measured = new Set(targets.flatMap(target => target.place.from));
  return nodes
    .filter(
      node => (node.role === 'general-goals' || node.role === 'specific-goals') && !isHeading(node) && !isRemark(node),
    )
    .map(node => ({ node, place: placeOf(node.passage, node.path || null, node.mark?.length ?? 0) }))
    .filter(({ node, place }) => !hasTargetIn(place.from, place.to, measured) && ownText(node) !== '')
    .map(({ node, place }, index) => ({
      id: `goal-${index + 1}`,
      text: ownText(node),
      kind: node.role === 'specific-goals' ? ('specific' as const) : ('general' as const),
      place,
    }));
}

const hasTargetIn = (from: number, to: number, starts: ReadonlySet<number>) => {
  for (const start of starts) if (start >= from && start < to) return true;
  return false;
};

/** 'a; b. C': each part with its own promise is a target of its own, milestones of one promise stay together. */
function promises(
  passage: Passage,
  whole: Stretch,
  how: { bareCounts: boolean; by: string | null; section: string | null },
): { stretch: Stretch; measures: Measure[] }[] {
  const all = readMeasures(passage, whole, how);
  if (all.length === 0) return [];
  const clauses = cutClauses(passage.text, whole);
  if (clauses.length < 2) return [{ stretch: whole, measures: all }];
  const groups: { stretch: Stretch; measures: Measure[] }[] = [];
  for (const clause of clauses) {
    const measures = readMeasures(passage, clause, how);
    if (measures.length === 0) continue;
    const last = groups.at(-1);
    if (last && isMilestone(passage.text.slice(clause.from, clause.to))) {
      const first = last.measures.at(-1);
      const later = measures.map(measure =>
        measure.comparator === 'unspecified' && first
          ? { ...measure, comparator: first.comparator, scope: measure.scope || first.scope }
          : measure,
      );
      groups[groups.length - 1] = {
        stretch: { from: last.stretch.from, to: clause.to },
        measures: [...last.measures, ...later],
      };
    } else groups.push({ stretch: clause, measures });
  }
  const only = groups.length === 1 ? groups[0] : undefined;
  return only ? [{ stretch: whole, measures: only.measures }] : groups;
}

/** Only a year and a number: the same promise, later. */
const isMilestone = (text: string) =>
  /^[\s;,.]*(?:và\s+)?(?:đến|tới|năm)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?20\d\d[\s,:]*(?:phấn đấu\s+)?(?:đạt\s+)?(?:\p{L}+\s){0,4}\d+(?:[.,]\d+)?\s*%[^\p{L}]*$/iu.test(
    text,
  );

function cutClauses(text: string, whole: Stretch): Stretch[] {
  const clauses: Stretch[] = [];
  let from = whole.from;
  for (const end of text.matchAll(/;\s*|\.\s+(?=\p{Lu})/gu)) {
    if (end.index < from || end.index >= whole.to || isInBrackets(text, whole.from, end.index)) continue;
    clauses.push({ from, to: end.index + 1 });
    from = end.index + end[0].length;
  }
  if (text.slice(from, whole.to).trim()) clauses.push({ from, to: whole.to });
  return clauses;
}

function isInBrackets(text: string, from: number, at: number): boolean {
  const before = text.slice(from, at);
  return before.lastIndexOf('(') > before.lastIndexOf(')') && text.indexOf(')', at) >= 0;
}

function byAbove(node: Node): string | null {
  for (let above = node.parent; above; above = above.parent) {
    const by = yearBefore(titleOf(above));
    if (by) return by;
  }
  return null;
}

const comparing =
  /(?:(?:phấn đấu|đến|đạt|tỷ trọng|tỉ trọng)\s+)*(?:(?:tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|không quá|tối đa|nhiều nhất|lớn hơn hoặc bằng|chưa đến|trên|dưới|hơn|từ|bằng|khoảng)\s*(?:đạt\s+|từ\s+|là\s+)?|[<>]=?\s*|[≥≤]\s*)?(?<![\d\p{L}/])\d+(?:[.,]\d+)*(?:\s*%?\s*[-–]\s*\d+(?:[.,]\d+)?)?\s*(?:%|phần trăm)(?:\s*trở (?:lên|xuống))?/iu;

/** A name for lists: the words before a colon, or the clause of the number without the number and brackets. */
export function nameOf(text: string, quote = ''): string {
  const colon = /^([^:%]{8,90}):\s/u.exec(text)?.[1];
  if (colon && !/\d\s*$/.test(colon)) return tidyName(colon);
  const clauses = text.replace(/\([^)]*\)/gu, ' ').split(';');
  const clause =
    clauses.find(each => quote !== '' && each.includes(quote)) ?? clauses.find(each => comparing.test(each)) ?? text;
  const main = clause.replace(/^\s*trong đó,?\s*/iu, '').split(/,?\s*trong đó/iu)[0] ?? clause;
  const number = comparing.exec(main);
  const subject = number ? main.slice(0, number.index).trim() : '';
  // Several numbers: what stands before the first one names them all.
  const several = number !== null && comparing.test(main.slice(number.index + number[0].length));
  const bare = several && subject.split(/\s+/u).length > 3 ? subject : main.replace(new RegExp(comparing, 'giu'), ' ');
  return tidyName(
    bare
      .replace(/^\s*(?:phấn đấu\s+)?(?:đến|tới)(?:\s+hết|\s+cuối)?(?:\s+năm)?\s+20\d\d[\s,:]*/iu, '')
      .replace(/^\s*(?:duy trì|phấn đấu|bảo đảm|đảm bảo|có)\s+(?:việc\s+)?(?=\p{Ll})/iu, ' ')
      .replace(/\s(?:trở lên|trở xuống)(?!\p{L})/giu, ' ')
      .replace(/[\s,]*(?:đến|tới)(?:\s+hết|\s+cuối)?(?:\s+năm)?\s+20\d\d\s*$/iu, '')
      .replace(/\s(?:đến|đạt)\s*$/iu, ''),
  );
}

function tidyName(text: string): string {
  const clean = text
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,;.])/gu, '$1')
    .replace(/^[\s,;:.+-]+|[\s,;:./]+$/gu, '');
  const name = clean.charAt(0).toUpperCase() + clean.slice(1);
  if (name.length <= 100) return name;
  const cut = name.slice(0, 100);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : 100).replace(/[\s,;:]+$/u, '')}…`;
}
