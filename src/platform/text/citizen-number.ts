/**
 * The personal identification number (số định danh cá nhân, also the number of the identity card): PPP C YY RRRRRR.
 * PPP is the province that registered the birth (annex 1 of TT 07/2016/TT-BCA), C the century and sex, YY the year.
 * There is no check digit, and civil status is sometimes corrected: only the twelve digits are certain, all else warns.
 */
const provinceCodes = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 ' +
    '044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 ' +
    '089 091 092 093 094 095 096'
  ).split(' '),
);

export type CitizenNumberWarning = 'unknownProvince' | 'sexDiffers' | 'yearDiffers';

export type CitizenNumberCheck =
  | { readonly kind: 'good'; readonly number: string; readonly warnings: readonly CitizenNumberWarning[] }
  /** Nine digits: an identity card of before 2016. It has a field of its own. */
  | { readonly kind: 'oldCard'; readonly number: string }
  /** Excel has eaten the leading zeros; `offered` has them back. `agrees`: province, year and sex all fit. */
  | { readonly kind: 'zerosLost'; readonly offered: string; readonly agrees: boolean }
  | { readonly kind: 'wrong'; readonly fault: 'notDigits' | 'length'; readonly digits: number };

/** What else is known of the person; the year alone will do for the birth. */
export type KnownOfPerson = { readonly birthDay?: string; readonly sex?: 'male' | 'female' };

export function checkCitizenNumber(written: string, known: KnownOfPerson = {}): CitizenNumberCheck {
  const digits = written.replace(/[\s.\u00a0]/gu, '').replace(/^'/, '');
  if (!/^\d+$/.test(digits)) return { kind: 'wrong', fault: 'notDigits', digits: 0 };
  if (digits.length === 12) return { kind: 'good', number: digits, warnings: warningsOf(digits, known) };
  if (digits.length === 9) return { kind: 'oldCard', number: digits };
  const offered = digits.padStart(12, '0');
  // A number that still begins with 0 has lost digits elsewhere.
  if (
    (digits.length === 11 || digits.length === 10) &&
    !digits.startsWith('0') &&
    provinceCodes.has(offered.slice(0, 3))
  )
    return { kind: 'zerosLost', offered, agrees: Boolean(known.birthDay) && warningsOf(offered, known).length === 0 };
  return { kind: 'wrong', fault: 'length', digits: digits.length };
}

function warningsOf(number: string, known: KnownOfPerson): CitizenNumberWarning[] {
  const warnings: CitizenNumberWarning[] = [];
  // Births registered abroad carry a country's code, whose first digit is not 0.
  if (number.startsWith('0') && !provinceCodes.has(number.slice(0, 3))) warnings.push('unknownProvince');
  const century = Number(number[3]);
  if (known.sex && (century % 2 === 0) !== (known.sex === 'male')) warnings.push('sexDiffers');
  const year = 1900 + 100 * Math.floor(century / 2) + Number(number.slice(4, 6));
  if (known.birthDay && Number(known.birthDay.slice(0, 4)) !== year) warnings.push('yearDiffers');
  return warnings;
}
