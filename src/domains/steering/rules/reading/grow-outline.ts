import { cellOf, type Passage } from './passage.ts';
import { isCapitals } from './plain.ts';
import { type Mark, readMark } from './read-mark.ts';
import { type Role, roleOf } from './section-role.ts';

/** A heading, an item of a list, or a paragraph, under what it belongs to. */
export interface Node {
  readonly passage: Passage;
  /** Title and further lines of the title ('Phần thứ nhất' has it on the next line). */
  readonly titles: Passage[];
  readonly mark: Mark | null;
  readonly rank: number;
  readonly parent: Node | null;
  readonly children: Node[];
  path: string;
  role: Role;
  annex: Node | null;
}

/** A line that ends in ':' and has no mark gathers the list below it. */
const leadInRank = 39;
const capitalsRank = 4;

export const ownText = (node: Node) => node.passage.text.slice(node.mark?.length ?? 0).trim();
export const titleOf = (node: Node) =>
  [ownText(node), ...node.titles.map(passage => passage.text.trim())].filter(Boolean).join(' ');

/** '(Theo phụ lục đính kèm)', 'Trên đây là …', a line that only opens a list: nothing to do, nothing promised. */
export const isRemark = (node: Node) =>
  /^\(.*\)[.;]?$/u.test(ownText(node)) ||
  /^trên đây/iu.test(ownText(node)) ||
  ownText(node) === '' ||
  (node.rank === leadInRank && node.children.length > 0);

/** A node that names a part rather than says something itself. */
export function isHeading(node: Node): boolean {
  const text = ownText(node);
  if (!node.mark) return node.rank === capitalsRank || (node.rank === leadInRank && node.children.length > 0);
  if (node.mark.kind === 'bracket') return false;
  // '* Về dạy và học' above its list.
  if (node.mark.kind === 'bullet') return node.children.length > 0 && text.length < 70 && !/[.;,:]$|%/.test(text);
  if (node.mark.rank < 6) return true;
  if (/[.;]$/.test(text) && text.length > 60) return false;
  if (node.children.some(child => child.mark !== null)) return !/;$/.test(text) && text.length < 300;
  return !/[.;]$/.test(text) && text.length < (node.children.length > 0 ? 300 : 90);
}

/** Tables' cells stand aside (they are read as tables); `tableUnder` says which node each table stands under. */
export function growOutline(passages: readonly Passage[]): {
  nodes: Node[];
  cells: { passage: Passage; under: Node | null }[];
} {
  const nodes: Node[] = [];
  const cells: { passage: Passage; under: Node | null }[] = [];
  const stack: Node[] = [];
  let lastCapital = '';
  let annex: Node | null = null;

  for (const passage of passages) {
    if (!passage.text.trim()) continue;
    if (cellOf(passage)) {
      cells.push({ passage, under: stack.findLast(node => node.rank < leadInRank) ?? null });
      continue;
    }
    const mark = readMark(passage.text, lastCapital);
    const top = stack.at(-1);
    if (!mark && top && takesTitle(top, passage)) {
      top.titles.push(passage);
      top.role = roleOf(plainTitle(top), top.parent?.role ?? roleOfPlace(top.annex));
      continue;
    }
    const rank = mark ? mark.rank : unmarkedRank(passage);
    popTo(stack, rank, mark);
    if (/^\s*trên đây/iu.test(passage.text)) stack.length = 0;
    const parent = stack.at(-1) ?? null;
    const isAnnex = mark?.kind === 'annex';
    const node: Node = {
      passage,
      titles: [],
      mark,
      rank,
      parent: isAnnex ? null : parent,
      children: [],
      path: '',
      role: 'none',
      annex,
    };
    if (isAnnex) annex = node;
    node.annex = annex;
    if (mark?.kind === 'capital') lastCapital = mark.number;
    if (mark && mark.rank < 3) lastCapital = '';
    node.path = pathOf(node);
    const above: Role = node.parent?.role ?? roleOfPlace(annex);
    node.role = rank < leadInRank ? roleOf(plainTitle(node), above) : above;
    node.parent?.children.push(node);
    nodes.push(node);
    if (mark || rank <= leadInRank) stack.push(node);
  }
  return { nodes, cells };
}

const roleOfPlace = (annex: Node | null): Role => (annex ? 'annex' : 'none');
const plainTitle = (node: Node) =>
  [node.passage.plain.slice(node.mark?.length ?? 0), ...node.titles.map(each => each.plain)].join(' ').trim();

/** A part, chapter or annex without a title takes the line below it. */
function takesTitle(top: Node, passage: Passage): boolean {
  if (!top.mark || top.mark.rank > 2 || top.children.length > 0 || top.titles.length > 2) return false;
  const text = passage.text.trim();
  const begun = ownText(top) !== '' || top.titles.length > 0;
  return isCapitals(text) || text.startsWith('(') || (!begun && text.length < 200 && !/[.;:]$/.test(text));
}

function unmarkedRank(passage: Passage): number {
  const text = passage.text.trim();
  if (isCapitals(text) && text.length > 5 && text.length < 150 && /\s/.test(text) && !/[.;,]$/.test(text))
    return capitalsRank;
  return text.endsWith(':') && text.length < 400 ? leadInRank : 50;
}

/** Numbers have their order. Bullets have none: a sign seen before is a sister, a new one goes deeper. */
function popTo(stack: Node[], rank: number, mark: Mark | null) {
  if (mark?.kind === 'bullet') {
    const sister = stack.findLastIndex(node => node.mark?.kind === 'bullet' && sameBullet(node.mark, mark));
    const first = stack.findIndex(node => node.mark?.kind === 'bullet');
    // '+' stands below '-' however they come.
    if (sister >= 0) stack.length = sister;
    else if (/[-–—]/.test(mark.written) && first >= 0 && stack[first]?.mark?.written === '+') stack.length = first;
    return;
  }
  const until = Math.min(rank, leadInRank);
  while (stack.length > 0 && (stack.at(-1)?.rank ?? 0) >= until) stack.pop();
}

const sameBullet = (a: Mark, b: Mark) =>
  a.written === b.written || (/[-–—−‑]/.test(a.written) && /[-–—−‑]/.test(b.written));

function pathOf(node: Node): string {
  const above = node.parent?.path ?? (node.annex && node.annex !== node ? node.annex.path : '');
  const number = node.mark?.number;
  if (!number) return above;
  const numbers = above ? above.split('.') : [];
  const own = number.split('.');
  // '1.1' under '1', 'II.2' under 'II': the number repeats what stands above.
  for (let share = own.length - 1; share > 0; share--) {
    if (numbers.slice(-share).join('.') === own.slice(0, share).join('.'))
      return [...numbers, ...own.slice(share)].join('.');
  }
  return [...numbers, number].join('.');
}
