export type TypedFault = 'range' | 'decimals' | 'number';
export type Typed = { value: string } | { fault: TypedFault };

/** Marks that are no figures: passed or not, and the levels of primary school. */
const levels: Readonly<Record<string, string>> = { đ: 'Đ', cđ: 'CĐ', t: 'T', h: 'H', c: 'C', d: 'Đ', cd: 'CĐ' };

/**
 * Looks at a mark as typed before it is kept, only to say at once what cannot be one. What counts is the reading of the server,
 * which knows how the column is marked.
 * @param asTenths "75" means 7,5, where the sheet is set so
 */
export function readTyped(typed: string, asTenths = false): Typed {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').replaceAll('.', ',');
  if (text === '' || text === '–' || text === '-') return { value: '' };
  const level = levels[text.toLocaleLowerCase('vi')];
  if (level) return { value: level };
  const found = /^([+-]?)(\d+)(?:,(\d*))?$/.exec(text);
  if (!found) return { fault: 'number' };
  const [, sign, whole = '', decimals] = found;
  if (sign === '-') return { fault: 'range' };
  const kept = (decimals ?? '').replace(/0+$/, '');
  if (kept.length > 1) return { fault: 'decimals' };
  const isTenths = asTenths && decimals === undefined && /^\d\d$/.test(whole) && whole !== '10';
  const tenths = isTenths ? Number(whole) : Number(whole) * 10 + Number(kept || '0');
  return tenths > 100 ? { fault: 'range' } : { value: showTenths(tenths) };
}

/** 75 → "7,5", 80 → "8". */
export const showTenths = (tenths: number): string =>
  tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)},${tenths % 10}`;

/** The average of the marks that can be read as figures, to one decimal, half up; none where there are none or levels among them. */
export function averageOf(values: readonly string[]): string {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value.trim() === '') continue;
    const found = /^(\d{1,2})(?:,(\d))?$/.exec(value.trim());
    if (!found) return '–';
    sum += Number(found[1]) * 10 + Number(found[2] ?? 0);
    count++;
  }
  if (count === 0) return '–';
  const tenths = Math.floor((2 * sum + count) / (2 * count));
  return `${Math.floor(tenths / 10)},${tenths % 10}`;
}
