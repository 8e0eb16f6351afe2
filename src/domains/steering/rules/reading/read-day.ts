/** ISO day, or undefined where there is no such day. */
export function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** The last day of a month, also one given as month 12 + n. */
export const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

const long = /ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/iu;
const short = /(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)/u;

/** The first full date in a text ('ngày 15 tháng 7 năm 2022', '15/7/2022'). */
export function findDay(text: string): { day: string; index: number; length: number } | undefined {
  const found = [long.exec(text), short.exec(text)].filter(each => each !== null).sort((a, b) => a.index - b.index);
  for (const each of found) {
    const day = isoDay(Number(each[3]), Number(each[2]), Number(each[1]));
    if (day) return { day, index: each.index, length: each[0].length };
  }
  return undefined;
}
