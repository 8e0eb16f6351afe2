import { isoDay, lastDayOf } from './read-day.ts';
import type { Deadline, Period } from './types.ts';

/** A deadline as its sentence gives it; who owes it is said by the heading above. */
export interface FoundDeadline extends Omit<Deadline, 'id' | 'units' | 'place' | 'text'> {
  readonly from: number;
  readonly to: number;
}

/** What a date says by itself: its first and last day, or a day of every year, or of every month. */
interface When {
  first: string | null;
  last: string | null;
  yearly: { day: number; month: number } | null;
  monthly: number | null;
}

const forms: [RegExp, (parts: string[], year: number) => When | undefined][] = [
  [
    /ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/iu,
    ([d, m, y]) => whole(isoDay(Number(y), Number(m), Number(d))),
  ],
  [
    /(?:ngày\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)/iu,
    ([d, m, y]) => whole(isoDay(Number(y), Number(m), Number(d))),
  ],
  [
    /ngày\s*(\d{1,2})\s*(?:\/|[-.]|\s+tháng\s+)\s*(\d{1,2})(?![\d/]|\s*%)/iu,
    ([d, m], year) => yearly(Number(d), Number(m), year),
  ],
  [/tháng\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})(?!\d)/iu, ([m, y]) => span(Number(y), Number(m), 1)],
  [/(?<!\d|\/)(\d{1,2})\/(20\d\d)(?![\d/])/u, ([m, y]) => span(Number(y), Number(m), 1)],
  [
    /quý\s*(IV|I{1,3}|[1-4])(?:\s*[/.-]\s*|\s+năm\s+|\s+)(20\d\d)(?!\d)/iu,
    ([q, y]) => span(Number(y), quarter(q) * 3 - 2, 3),
  ],
  [/quý\s*(IV|I{1,3}|[1-4])(?![\p{L}\d])/iu, ([q], year) => span(year, quarter(q) * 3 - 2, 3)],
  [/năm\s*(20\d\d)(?![\d-]|\s*[-–])/iu, ([y]) => span(Number(y), 1, 12)],
  [
    /ngày\s*(\d{1,2})(?![\d/]|\s*(?:tháng\s*\d|[/.-]\s*\d|làm việc|trước))/iu,
    ([d]) => ({ first: null, last: null, yearly: null, monthly: Number(d) }),
  ],
];
const everyDate = new RegExp(
  forms.map(([pattern]) => `(?:${pattern.source.replace(/\((?!\?)/g, '(?:')})`).join('|'),
  'giu',
);

const before = /(?<!\p{L})trước(?:\s+hoặc\s+trong)?\s*$/iu;
const until =
  /(?<!\p{L})(?:chậm nhất|muộn nhất|trước|hạn(?: cuối| chót)?|thời hạn|thời gian(?: hoàn thành| thực hiện)?|hoàn thành|xong|kết thúc|đến|tới|trong|vào|từ\s[^;.]{2,20}đến)(?:\s+(?:là|xong|trước|trong|vào|đến|hết|hết ngày|cuối|khoảng))*\s*:?\s*$/iu;
const hour = /\d{1,2}\s*(?:giờ|h)\s*(?:\d{2})?\s*(?:phút)?\s*$/iu;
const finishing =
  /(?<!\p{L})(?:chậm nhất|muộn nhất|trước|hạn|thời hạn|thời gian|hoàn thành|xong|kết thúc)(?:\s+(?:hoàn thành|thực hiện|là|xong|trước|trong|vào|đến|hết|cuối))*\s*:?\s*$/iu;
const cycle =
  /(?<!\p{L})(?:(?:định kỳ|định kì)\s+(?:vào\s+)?)?(?:(?:(?:hằng|hàng|mỗi)\s+(tuần|tháng|quý|năm))|(?:định kỳ|định kì)\s+(tuần|tháng|quý|năm)|(?:định kỳ|định kì)?\s*(0?6|0?3|0?1|12|sáu|ba)\s+tháng(?!\s*\d|\s*năm)|(?:nửa|6 tháng đầu) năm)/giu;

const whole = (day: string | undefined): When | undefined =>
  day ? { first: day, last: day, yearly: null, monthly: null } : undefined;

function yearly(day: number, month: number, year: number): When | undefined {
  const iso = isoDay(year, month, day);
  return iso ? { first: iso, last: iso, yearly: { day, month }, monthly: null } : undefined;
}

function span(year: number, month: number, months: number): When | undefined {
  const first = isoDay(year, month, 1);
  return first ? { first, last: lastDayOf(year, month + months - 1), yearly: null, monthly: null } : undefined;
}

const quarter = (text = '') =>
  /^\d$/.test(text) ? Number(text) : ['I', 'II', 'III', 'IV'].indexOf(text.toUpperCase()) + 1;

/** A day without its year falls in the first year of the period that has it (30/9 of 2023-2024 is in 2023). */
function inPeriod(read: (parts: string[], year: number) => When | undefined, parts: string[], period: Period | null) {
  if (!period) {
    // Without a year of its own it falls on no day.
    const when = read(parts, 2000);
    return when?.first?.startsWith('2000') ? { ...when, first: null, last: null } : when;
  }
  const until = Number(period.untilDay.slice(0, 4));
  for (let year = Number(period.fromDay.slice(0, 4)); year < until; year++) {
    const when = read(parts, year);
    if (when?.last && when.last >= period.fromDay && when.last <= period.untilDay) return when;
  }
  return read(parts, until);
}

/**
 * The deadlines in a text. A date counts only after words that make it one ('trước', 'chậm nhất', 'hoàn thành trong'):
 * the dates of cited documents do not. `loose`: a cell of a column 'Thời gian', where every date is one.
 */
export function findDeadlines(text: string, period: Period | null, loose = false): FoundDeadline[] {
  const year = Number(period?.untilDay.slice(0, 4) ?? 0);
  const cycles = [...text.matchAll(cycle)].map(found => ({
    index: found.index,
    end: found.index + found[0].length,
    months: monthsOf(found),
  }));
  const used = new Set<number>();
  const all: FoundDeadline[] = [];
  for (const found of text.matchAll(everyDate)) {
    const form = forms.find(([pattern]) => new RegExp(`^(?:${pattern.source})$`, 'iu').test(found[0]));
    const parts = form && new RegExp(`^(?:${form[0].source})$`, 'iu').exec(found[0]);
    const when = form && parts ? inPeriod(form[1], parts.slice(1), period) : undefined;
    const end = found.index + found[0].length;
    if (!when || (!year && !when.first)) continue;
    const said = text.slice(Math.max(0, found.index - 50), found.index);
    // 'trước 17 giờ ngày 20/5': on that day still.
    const head = said.replace(hour, '');
    const isYear = /^năm/iu.test(found[0]);
    const isSpan = when.first !== when.last;
    if (!loose && !(isYear ? finishing : until).test(head)) continue;
    if (
      !loose &&
      isSpan &&
      !isYear &&
      /(?:từ|đã)\s[^;.]*$/iu.test(head) &&
      !finishing.test(head) &&
      !/từ\s[^;.]{2,30}đến\s*$/iu.test(head)
    )
      continue;
    const repeated =
      cycles.findLast(
        each =>
          each.end <= found.index &&
          found.index - each.end < 45 &&
          !/[;.]|(?:và|,)\s*\(?$/u.test(text.slice(each.end, found.index)),
      ) ??
      cycles.find(each => each.index >= end && each.index - end < 12 && !/[;.]/u.test(text.slice(end, each.index)));
    if (!repeated && (when.monthly !== null || (when.yearly !== null && !year))) continue;
    const exclusive = head === said && (before.test(head) || /(?<!\p{L})trước\s+(?:hết\s+)?$/iu.test(head));
    if (repeated) used.add(repeated.index);
    all.push({
      about: aboutOf(text),
      everyMonths: repeated?.months ?? null,
      dueOn: daysOf(when, repeated?.months ?? null, exclusive, period),
      inclusive: !exclusive,
      from: Math.min(
        repeated && repeated.index < found.index
          ? repeated.index
          : found.index - leadLength(head) - (said.length - head.length),
        found.index,
      ),
      to: repeated && repeated.index > found.index ? repeated.end : end,
    });
  }
  // 'định kỳ hằng tháng báo cáo', no day named.
  for (const each of cycles) {
    const said = /(?:định kỳ|định kì)/iu.test(text.slice(Math.max(0, each.index - 10), each.end));
    if (used.has(each.index) || !(loose || (said && /báo cáo/iu.test(text)))) continue;
    all.push({
      about: aboutOf(text),
      everyMonths: each.months,
      dueOn: [],
      inclusive: true,
      from: each.index,
      to: each.end,
    });
  }
  return all.slice(0, 100);
}

const leadLength = (head: string) => until.exec(head)?.[0].length ?? 0;

function monthsOf(found: RegExpMatchArray): number {
  const word = (found[1] ?? found[2] ?? '').toLowerCase();
  const count = (found[3] ?? '').toLowerCase();
  if (word) return { tuần: 0.25, tháng: 1, quý: 3, năm: 12 }[word] ?? 12;
  return { sáu: 6, ba: 3 }[count] ?? (count ? Number(count) : 6);
}

function aboutOf(text: string): Deadline['about'] {
  if (/(?:xây dựng|ban hành|lập)\s+(?:và ban hành\s+)?(?:các\s+)?kế hoạch/iu.test(text)) return 'unit-plan';
  return /báo cáo/iu.test(text) ? 'report' : 'task';
}

function daysOf(when: When, every: number | null, exclusive: boolean, period: Period | null): string[] {
  // 'trước tháng 9' means before its first day, 'trong tháng 9' until its last.
  const once = exclusive ? when.first : when.last;
  if (every === null || !period) return once ? [once] : [];
  const days: string[] = [];
  for (let year = Number(period.fromDay.slice(0, 4)); year <= Number(period.untilDay.slice(0, 4)); year++) {
    for (let month = 1; month <= 12; month++) {
      const due = when.yearly ? when.yearly.month === month : when.monthly !== null && month % Math.max(every, 1) === 0;
      const day = due ? isoDay(year, month, when.yearly?.day ?? when.monthly ?? 1) : undefined;
      if (day && day >= period.fromDay && day <= period.untilDay) days.push(day);
    }
  }
  return days.length > 0 || !once ? days : [once];
}
