import type { Bilingual, Fault } from './fault.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

export type FaultCode = keyof typeof vi.faults;
export type Kind = keyof typeof vi.kinds;
type Params = Readonly<Record<string, string | number | Bilingual>>;
type Place = Pick<Fault, 'sheet' | 'cell' | 'row' | 'column' | 'value'>;

const warnings: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'footerRow',
  'formulaUsed',
  'textBecameDay',
  'citizenZerosAdded',
  'citizenUnknownProvince',
  'citizenSexDiffers',
  'citizenYearDiffers',
]);

const fill = (sentence: string, language: keyof Bilingual, params: Params) =>
  sentence.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = params[name];
    if (value === undefined) return braces;
    if (typeof value === 'number') return value.toLocaleString('vi-VN');
    return typeof value === 'string' ? value : value[language];
  });

/** A fault of the engine's own, in both languages. */
export function faultOf(code: FaultCode, place: Place = {}, params: Params = {}): Fault {
  return {
    code,
    severity: warnings.has(code) ? 'warning' : 'error',
    ...place,
    message: { vi: fill(vi.faults[code].message, 'vi', params), en: fill(en.faults[code].message, 'en', params) },
    mend: { vi: fill(vi.faults[code].mend, 'vi', params), en: fill(en.faults[code].mend, 'en', params) },
  };
}

/** Fills the braces of a sentence that belongs to one language. */
export const fillIn = (sentence: string, params: Readonly<Record<string, string | number>>) =>
  fill(sentence, 'vi', params);

export const kindWords = (kind: Kind): Bilingual => ({ vi: vi.kinds[kind], en: en.kinds[kind] });
