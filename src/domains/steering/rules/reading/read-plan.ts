import type { Block } from '#platform/documents/block.ts';
import { cutRegions } from './cut-regions.ts';
import { growOutline, isHeading, type Node, ownText, titleOf } from './grow-outline.ts';
import { type JoinedFootnote, joinLines } from './join-lines.ts';
import { type Passage, placeOf, placeOfAll } from './passage.ts';
import { readAnnexes, readAnnexTable } from './read-annexes.ts';
import { readClosing } from './read-closing.ts';
import { isBasisLine, readBases } from './read-legal-bases.ts';
import { periodOf, readLetterhead } from './read-letterhead.ts';
import { readTables } from './read-tables.ts';
import { readGoals, readTargets } from './read-targets.ts';
import { readTasks, TaskList } from './read-tasks.ts';
import type { Footnote, Heading, LegalBasis, Place, PlanRead, Statement, Target, Unrecognised } from './types.ts';

/**
 * Reads a plan document into its structure. Every block is part of an item or stands in `unrecognised`; whatever comes
 * in, it does not throw.
 */
export function readPlan(blocks: readonly Block[]): PlanRead {
  const { passages, footnotes } = joinLines(blocks);
  const regions = cutRegions(passages);
  const { formulas: headFormulas, ...letterhead } = readLetterhead(regions);
  const { formulas: closingFormulas, ...closing } = readClosing(regions.closing);
  const { nodes, cells } = growOutline(regions.body);
  const period = letterhead.period ?? periodInHeadings(nodes);

  const list = new TaskList(period);
  const bases = readLegalBases(regions.opening, nodes, footnotes);
  const textTargets = readTargets(nodes);
  const goals = readGoals(nodes, textTargets);
  readTasks(nodes, list);
  const { tables } = readTables(cells);
  const read = tables.map(table => ({ table, ...readAnnexTable(table, list) }));
  const targets = numberTargets([...textTargets, ...read.flatMap(each => each.targets)]);
  const annexes = readAnnexes(nodes);

  const plan: Omit<PlanRead, 'unrecognised'> = {
    ...letterhead,
    period,
    ...closing,
    legalBases: bases,
    goals,
    targets,
    tasks: list.tasks,
    assignments: list.assignments,
    deadlines: list.deadlines,
    budget: readBudget(nodes),
    annexes,
    footnotes: footnotes.map(note => readFootnote(note, passages, nodes)),
    outline: readHeadings(nodes),
    formulas: [
      ...headFormulas.map(passage => statement(passage, null)),
      ...readFormulas(regions.opening, nodes),
      ...read.map(each => tableHeader(each.table.header, each.used)),
      ...closingFormulas.map(passage => statement(passage, null)),
    ].filter(each => each !== null),
  };
  return { ...plan, unrecognised: leftOver(blocks, plan) };
}

const statement = (passage: Passage, section: string | null): Statement => ({
  text: passage.text.trim(),
  place: placeOf(passage, section),
});

/** Column headings and rows that only head others. */
const tableHeader = (header: readonly Passage[], used: readonly Passage[]): Statement | null =>
  header.length > 0
    ? { text: header.map(passage => passage.text.trim()).join(' | '), place: placeOfAll(used, null) }
    : null;

function numberTargets(targets: readonly Omit<Target, 'id'>[]): Target[] {
  return targets.map((target, index) => ({ ...target, id: `target-${index + 1}` }));
}

function periodInHeadings(nodes: readonly Node[]) {
  for (const node of nodes.slice(0, 40)) {
    const period = isHeading(node) ? periodOf(titleOf(node)) : null;
    if (period) return period;
  }
  return null;
}

function readLegalBases(
  opening: readonly Passage[],
  nodes: readonly Node[],
  footnotes: readonly JoinedFootnote[],
): LegalBasis[] {
  const early = nodes.filter(node => node.role === 'legal' && !isHeading(node));
  const bases = [
    ...opening.flatMap(passage => readBases(passage, null, isBasisLine(passage))),
    ...early.flatMap(node => readBases(node.passage, node.path || null, true)),
  ];
  const known = new Set(bases.map(each => each.number));
  const mentions = [
    ...nodes.filter(node => !early.includes(node)).flatMap(node => readBases(node.passage, node.path || null, false)),
    ...footnotes.flatMap(note => readBases(note.passage, null, false)),
  ].filter(each => each.number !== null);
  for (const each of mentions) {
    // A footnote often tells more of what the text names.
    const at = bases.findIndex(other => other.number === each.number);
    if (!known.has(each.number)) bases.push(each);
    else if (at >= 0 && bases[at]?.cited === 'mention' && !bases[at].date && each.date) bases[at] = each;
    known.add(each.number);
  }
  return bases;
}

const readBudget = (nodes: readonly Node[]): Statement[] =>
  nodes
    .filter(node => node.role === 'budget' && !isHeading(node))
    .map(node => ({ text: ownText(node), place: placeOf(node.passage, node.path || null, node.mark?.length ?? 0) }));

const readHeadings = (nodes: readonly Node[]): Heading[] =>
  nodes.filter(isHeading).map(node => ({
    path: node.path,
    mark: node.mark?.written ?? '',
    title: titleOf(node),
    level: levelOf(node),
    place: placeOfAll([node.passage, ...node.titles], node.path || null),
  }));

function levelOf(node: Node): number {
  let level = 1;
  for (let above = node.parent; above; above = above.parent) if (isHeading(above)) level++;
  return level;
}

function readFootnote(note: JoinedFootnote, passages: readonly Passage[], nodes: readonly Node[]): Footnote {
  const sign = [...note.number].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit).join('');
  const call = new RegExp(`(?<![⁰¹²³⁴-⁹])${sign}(?![⁰¹²³⁴-⁹])`, 'u');
  const caller = /^[⁰¹²³⁴-⁹]+$/u.test(sign) ? passages.find(passage => call.test(passage.text)) : undefined;
  const at = caller?.text.search(call) ?? -1;
  const section = nodes.find(node => node.passage === caller)?.path || null;
  return {
    number: note.number,
    text: note.passage.text.trim().replace(/^[⁰¹²³⁴-⁹]+\s*/u, ''),
    calledAt: caller && at >= 0 ? placeOf(caller, section, at, at + sign.length) : null,
    place: placeOf(note.passage, null),
  };
}

/** '… ban hành Kế hoạch …, cụ thể như sau:' and 'Trên đây là …': understood, and of no further use. */
function readFormulas(opening: readonly Passage[], nodes: readonly Node[]): Statement[] {
  const begins = opening.filter(passage =>
    /như sau\s*[:.]?\s*$|(?:ban hành|xây dựng)\s+(?:kế hoạch|chương trình|đề án)/iu.test(passage.text),
  );
  const ends = nodes.filter(
    node => /^trên đây/iu.test(node.passage.text.trim()) || /\.\/\.\s*$/u.test(node.passage.text),
  );
  return [...begins.map(passage => statement(passage, null)), ...ends.map(node => statement(node.passage, null))];
}

function leftOver(blocks: readonly Block[], plan: Omit<PlanRead, 'unrecognised'>): Unrecognised[] {
  const placed = new Set<string>();
  collect(plan, placed);
  let at = 0;
  const left: Unrecognised[] = [];
  for (const block of blocks) {
    const from = at;
    at += block.text.length + 1;
    if (placed.has(block.id)) continue;
    const place: Place = {
      blocks: [block.id],
      section: null,
      page: block.origin.page ?? null,
      from,
      to: from + block.text.length,
      quote: block.text,
    };
    left.push({ block: block.id, text: block.text, place });
  }
  return left;
}

/** The blocks of every place in what was read. */
function collect(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, into);
  else if (value !== null && typeof value === 'object') {
    if ('blocks' in value && Array.isArray(value.blocks)) for (const id of value.blocks) into.add(String(id));
    else for (const each of Object.values(value)) collect(each, into);
  }
}
