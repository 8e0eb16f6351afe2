import { isHeading, isRemark, type Node, ownText, titleOf } from './grow-outline.ts';
import { joinPlaces, type Passage, placeOf } from './passage.ts';
import { plain } from './plain.ts';
import { type FoundDeadline, findDeadlines } from './read-deadlines.ts';
import { beginsWithUnit, splitUnits, unitsInHeading } from './read-units.ts';
import type { Assignment, Deadline, Period, Place, PlanTask } from './types.ts';
import { type Who, whoLeads } from './who-leads.ts';

const sources = { tasks: 'task', solutions: 'solution', organisation: 'organisation', annex: 'task' } as const;
type Source = keyof typeof sources;
const hasTasks = (node: Node): node is Node & { role: Source } => node.role in sources;

/** Lines below a task that are not tasks themselves: 'Đơn vị chủ trì: …', 'Thời gian hoàn thành: …'. */
const attribute =
  /^(?:(?:don vi|co quan|bo phan|phong)?\s*(?:chu tri|phoi hop)(?: thuc hien)?|(?:don vi|co quan) thuc hien|thoi (?:gian|han)(?: hoan thanh| thuc hien)?|han hoan thanh|san pham|ket qua(?: dau ra| dat duoc)?|kinh phi|phan cong)\s*:/u;
const isAttribute = (node: Node) => attribute.test(plain(ownText(node)));

export class TaskList {
  readonly tasks: PlanTask[] = [];
  readonly assignments: Assignment[] = [];
  readonly deadlines: Deadline[] = [];
  readonly #period: Period | null;
  constructor(period: Period | null) {
    this.#period = period;
  }

  /** Dates of a passage as deadlines of these units; gives their ids. */
  addDeadlines(
    passage: Passage,
    section: string | null,
    units: readonly string[],
    options: { from?: number; loose?: boolean; about?: Deadline['about'] } = {},
  ): string[] {
    const { from = 0, loose = false, about } = options;
    return findDeadlines(passage.text.slice(from), this.#period, loose).map(found => {
      const id = `deadline-${this.deadlines.length + 1}`;
      const { from: start, to: end, ...rest } = found satisfies FoundDeadline;
      this.deadlines.push({
        id,
        ...rest,
        about: about ?? rest.about,
        units: [...units],
        text: passage.text.slice(from + start, from + end).trim(),
        place: placeOf(passage, section, from + start, from + end),
      });
      return id;
    });
  }

  addTask(task: Omit<PlanTask, 'id' | 'lead' | 'cooperate'> & { who: Who; assigned: boolean }): void {
    const { who, assigned, ...rest } = task;
    const id = `task-${this.tasks.length + 1}`;
    const lead = [...new Set(who.lead)];
    const cooperate = [...new Set(who.cooperate)].filter(unit => !lead.includes(unit));
    this.tasks.push({ id, ...rest, lead, cooperate });
    if (!assigned) return;
    const row = (part: Assignment['part']) => (unit: string) => ({
      unit,
      part,
      taskId: id,
      text: rest.text,
      place: rest.place,
    });
    this.assignments.push(...lead.map(row('lead')), ...cooperate.map(row('cooperate')));
  }
}

/** Tasks of the parts 'Nhiệm vụ', 'Giải pháp', 'Tổ chức thực hiện'. */
export function readTasks(nodes: readonly Node[], list: TaskList): void {
  const swallowed = new Set<Node>();
  for (const node of nodes) {
    if (!hasTasks(node) || swallowed.has(node) || isRemark(node)) continue;
    const attributes = node.children.filter(isAttribute);
    if (attributes.length > 0 && isTaskWithAttributes(node)) {
      const below = descendants(node);
      for (const each of below) swallowed.add(each);
      addWithAttributes(node, below, attributes, list);
    } else if (!isHeading(node) || (node.children.length === 0 && isOwnTask(node))) addItem(node, list);
  }
}

/** A heading with nothing below it is a task where it has words for one. */
const isOwnTask = (node: Node) =>
  node.mark !== null && node.rank >= 6 && ownText(node).length > 12 && unitsInHeading(ownText(node)).length === 0;
const isTaskWithAttributes = (node: Node) => !(node.mark && node.mark.rank < 6);
const descendants = (node: Node): Node[] => node.children.flatMap(child => [child, ...descendants(child)]);

/** The units whose heading stands nearest above: in 'Tổ chức thực hiện' they own what stands below. */
function ownersOf(node: Node): string[] {
  for (let above = node.parent; above; above = above.parent) {
    const units =
      isHeading(above) || above.rank === 39 || above.mark?.kind === 'bullet' ? unitsInHeading(titleOf(above)) : [];
    if (units.length > 0) return units;
  }
  return [];
}

function addItem(node: Node & { role: Source }, list: TaskList): void {
  const from = node.mark?.length ?? 0;
  const text = ownText(node);
  // '5.1. Các đơn vị trực thuộc Sở: định kỳ 6 tháng …': the units before the colon own what follows.
  const colon = /^([^:]{4,200}):\s+(?=\S)/u.exec(text)?.[1];
  const inline = colon ? unitsInHeading(colon) : [];
  const owners = inline.length > 0 ? inline : ownersOf(node);
  const section = node.path || null;
  const who = whoLeads(
    inline.length > 0 && colon ? text.slice(colon.length + 1) : text,
    node.role === 'organisation' || inline.length > 0 ? owners : [],
  );
  const deadlines = list.addDeadlines(node.passage, section, who.lead.length > 0 ? who.lead : owners, { from });
  list.addTask({
    text,
    source: sources[node.role],
    who,
    deadlines,
    product: null,
    place: placeOf(node.passage, section, from),
    assigned: who.lead.length + who.cooperate.length > 0,
  });
}

function addWithAttributes(
  node: Node & { role: Source },
  below: readonly Node[],
  attributes: readonly Node[],
  list: TaskList,
): void {
  const section = node.path || null;
  const said = attributes.map(ownText).join('. ');
  const found = whoLeads(
    said.replace(/(?:đơn vị|cơ quan) thực hiện\s*:/iu, 'Đơn vị chủ trì:').replace(/phân công\s*:/iu, 'Đơn vị chủ trì:'),
    ownersOf(node),
  );
  const places: Place[] = [node, ...below].map(each => placeOf(each.passage, section, each.mark?.length ?? 0));
  const rest = below.filter(each => !attributes.includes(each)).map(ownText);
  const deadlines = attributes
    .filter(each => /^(?:thoi|han)/u.test(plain(ownText(each))))
    .flatMap(each => list.addDeadlines(each.passage, section, found.lead, { loose: true, about: 'task' }));
  list.addTask({
    text: [titleOf(node), ...rest].join(' '),
    source: sources[node.role],
    who: found,
    deadlines,
    product:
      attributes.map(each => /^(?:sản phẩm|kết quả)[^:]*:\s*(.*)$/isu.exec(ownText(each))?.[1]).find(Boolean) ?? null,
    place: joinPlaces(places, section),
    assigned: true,
  });
}

/** Units of a cell: one a line, or separated by commas. A line that begins no unit goes on with the one above it. */
export function unitsOfCell(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n').map(each => each.replace(/^[-+•*\s]+/u, '').trim())) {
    const last = lines.at(-1);
    if (last !== undefined && !beginsWithUnit(line) && !/[,;]$/u.test(last))
      lines[lines.length - 1] = `${last} ${line}`;
    else lines.push(line);
  }
  return lines
    .flatMap(line => line.split(/;|,\s*(?=\p{Lu})|\s[-+•]\s+(?=(?:Phòng|Sở|Các|Trường|Trung tâm|Văn phòng)\s)/u))
    .flatMap(splitUnits)
    .filter(Boolean);
}
