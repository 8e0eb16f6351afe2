/** Where an item was read: screens mark it, people check it. */
export interface Place {
  /** Ids of the blocks it stands in, in order. */
  readonly blocks: readonly string[];
  /** Path of the headings above it: 'I.2', 'III.3.a', 'VI.5.1', 'PL1'; null outside the outline. */
  readonly section: string | null;
  readonly page: number | null;
  /** Offsets in `textOf(blocks)` (UTF-16 units) of its first and after its last character. */
  readonly from: number;
  readonly to: number;
  readonly quote: string;
}

export interface PlanRead {
  /** 'Kế hoạch', 'Chương trình', 'Đề án' …; null where the document does not say what it is. */
  readonly kind: string | null;
  readonly number: Found<string> | null;
  /** The day it was signed, ISO. */
  readonly date: Found<string> | null;
  /** Where it was signed ('Kon Tum'). */
  readonly signedAt: Found<string> | null;
  readonly issuer: Issuer | null;
  readonly title: Found<string> | null;
  readonly period: Period | null;
  readonly signer: Signer | null;
  readonly legalBases: readonly LegalBasis[];
  readonly goals: readonly Goal[];
  readonly targets: readonly Target[];
  readonly tasks: readonly PlanTask[];
  readonly assignments: readonly Assignment[];
  readonly deadlines: readonly Deadline[];
  readonly recipients: readonly Recipient[];
  readonly budget: readonly Statement[];
  readonly annexes: readonly Annex[];
  readonly footnotes: readonly Footnote[];
  readonly outline: readonly Heading[];
  /** National heading, opening and closing formulas: understood, and of no further use. */
  readonly formulas: readonly Statement[];
  /** Everything else, in order. Nothing of the document is outside this list and the items above. */
  readonly unrecognised: readonly Unrecognised[];
}

export interface Found<T> {
  readonly value: T;
  readonly place: Place;
}

export interface Issuer {
  readonly name: string;
  /** The body above it in the letterhead ('UBND TỈNH KON TUM'). */
  readonly parent: string | null;
  readonly place: Place;
}

/** What the plan covers: a calendar year, a school year, or several years. Days are ISO, both included. */
export interface Period {
  readonly kind: 'year' | 'school-year' | 'years';
  readonly fromDay: string;
  readonly untilDay: string;
}

export interface Signer {
  /** 'GIÁM ĐỐC', or 'KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC' as it stands. */
  readonly title: string;
  readonly name: string | null;
  readonly place: Place;
}

export interface LegalBasis {
  readonly text: string;
  /** 'Kế hoạch', 'Nghị định', 'Luật' … */
  readonly kind: string | null;
  readonly number: string | null;
  readonly date: string | null;
  readonly issuer: string | null;
  /** The plan rests on it ('basis': opening lines), or names it on the way ('mention'). */
  readonly cited: 'basis' | 'mention';
  readonly place: Place;
}

export interface Goal {
  readonly id: string;
  readonly text: string;
  /** 'specific': stands among the specific goals but gives no number. */
  readonly kind: 'general' | 'specific';
  readonly place: Place;
}

export type Comparator = 'at-least' | 'more-than' | 'exactly' | 'at-most' | 'less-than' | 'unspecified';
export type Unit = 'percent' | 'count' | 'minutes' | 'hours' | 'days' | 'months' | 'years' | 'dong' | 'mbps' | 'points';

export interface Target {
  readonly id: string;
  readonly text: string;
  /** A few words for lists, without the number. */
  readonly name: string;
  /** Text of the item it stands under ('Bảo đảm an toàn thông tin …, cụ thể:'). */
  readonly under: string | null;
  readonly measures: readonly Measure[];
  readonly place: Place;
}

export interface Measure {
  /** A bare '100%' is 'exactly' (there is no more); another bare number is 'unspecified': a person decides. */
  readonly comparator: Comparator;
  /** As written, decimals included: '95,5%' is 95.5, '01%' is 1. (`steering.target` keeps tenths: value × 10.) */
  readonly value: number;
  /** Upper end of a span ('50% - 60%'), else null. */
  readonly upTo: number | null;
  readonly unit: Unit;
  /** What is counted, in its words ('thủ tục'); null for percent. */
  readonly noun: string | null;
  /** Of whom or what ('cấp Tiểu học', 'các cơ sở giáo dục phổ thông'); empty where the text names none. */
  readonly scope: string;
  /** 'tăng 10% so với năm 2023': the value is a change, not a level. */
  readonly change: 'increase' | 'decrease' | null;
  readonly comparedWith: string | null;
  /** 'đến hết năm 2025 đạt 40%': the last day, ISO. */
  readonly by: string | null;
  /** 'trong đó …'. */
  readonly within: readonly Measure[];
  readonly place: Place;
}

export interface PlanTask {
  readonly id: string;
  readonly text: string;
  /** From which part of the plan: tasks, solutions, 'Tổ chức thực hiện', or a row of an annex. */
  readonly source: 'task' | 'solution' | 'organisation' | 'annex';
  readonly lead: readonly string[];
  readonly cooperate: readonly string[];
  /** Ids of deadlines. */
  readonly deadlines: readonly string[];
  /** What an annex's row asks to show for it ('Sản phẩm'). */
  readonly product: string | null;
  readonly place: Place;
}

/** Who does what: one row a unit and task, from 'Tổ chức thực hiện' or from words such as 'X chủ trì'. */
export interface Assignment {
  readonly unit: string;
  readonly part: 'lead' | 'cooperate';
  readonly taskId: string;
  readonly text: string;
  readonly place: Place;
}

export interface Deadline {
  readonly id: string;
  readonly about: 'unit-plan' | 'report' | 'task';
  readonly units: readonly string[];
  /** Null: once. 1 = every month, 3 = every quarter, 6, 12; 0.25 = every week. */
  readonly everyMonths: number | null;
  /** Days it falls on within the plan's period, ISO; empty where the text names no day ('hằng tháng'). */
  readonly dueOn: readonly string[];
  /** 'trước ngày' D: D itself is late. 'chậm nhất ngày', 'trong tháng': the day is included. */
  readonly inclusive: boolean;
  readonly text: string;
  readonly place: Place;
}

export interface Recipient {
  readonly unit: string;
  /** 'thực hiện', 'phối hợp', 'báo cáo' …; null where none is given. */
  readonly purpose: string | null;
  /** 'Lưu: VT' is kept on file, not sent. */
  readonly archive: boolean;
  readonly place: Place;
}

export interface Statement {
  readonly text: string;
  readonly place: Place;
}

export interface Annex {
  readonly id: string;
  readonly title: string;
  /** Named in the text only, or present as a heading or table. */
  readonly present: boolean;
  readonly place: Place;
}

export interface Footnote {
  readonly number: string;
  readonly text: string;
  /** Where it is called; null where no call was found. */
  readonly calledAt: Place | null;
  readonly place: Place;
}

export interface Heading {
  readonly path: string;
  /** As written: 'I.', '1.1.', 'a)', 'Phần thứ nhất'. */
  readonly mark: string;
  readonly title: string;
  readonly level: number;
  readonly place: Place;
}

export interface Unrecognised {
  readonly block: string;
  readonly text: string;
  readonly place: Place;
}
