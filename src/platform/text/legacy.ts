import { tcvn3, vni } from './legacy-tables.ts';
import { isVietnameseSyllable } from './syllable.ts';

/** Fonts of before Unicode: TCVN3 (.VnTime …) and VNI (VNI-Times …). */
export type LegacyEncoding = 'tcvn3' | 'vni';

export type LegacyGuess = { readonly encoding: LegacyEncoding /** 0 … 1 */; readonly confidence: number };

const escaped = (code: string) => code.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
const longestFirst = (codes: Iterable<string>) =>
  new RegExp(
    [...codes]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|'),
    'gu',
  );
const tcvn3Codes = longestFirst(tcvn3.keys());
const vniCodes = longestFirst(vni.keys());

/**
 * TCVN3 to Unicode. Capitals with tones existed only through the font: `capitals` says that the cell was in such a
 * font; without it, text that has capitals side by side and no small letter ("NGUYÔN") is taken to be so.
 */
export function fromTcvn3(text: string, { capitals = false } = {}): string {
  const converted = text.replace(tcvn3Codes, code => tcvn3.get(code) ?? code);
  const shouted = converted !== text && /[A-Z]{2}/.test(text) && !/[a-z]/.test(text);
  return capitals || shouted ? converted.toUpperCase() : converted;
}

/** VNI to Unicode, the longest code first: Tröôøng is Tr-ư-ờ-ng. */
export function fromVni(text: string): string {
  return text.replace(vniCodes, code => vni.get(code) ?? code);
}

/** Which encoding a font was made for, by its name. */
export function encodingOfFont(font: string): LegacyEncoding | undefined {
  if (/^\.Vn/i.test(font)) return 'tcvn3';
  return /^VNI[- ]/i.test(font) ? 'vni' : undefined;
}

/** .VnTimeH, .VnArialH … draw small letters as capitals. */
export function isFontOfCapitals(font: string): boolean {
  return /^\.Vn.*H$/.test(font);
}

export function fromLegacy(text: string, encoding: LegacyEncoding, font?: string): string {
  return encoding === 'vni' ? fromVni(text) : fromTcvn3(text, { capitals: isFontOfCapitals(font ?? '') });
}

/**
 * Whether text was written for an old font. A font's name is believed first (`fonts[i]` is that of `samples[i]`);
 * otherwise the share of words with strange letters that become Vietnamese syllables decides.
 * It is a guess: ask the person before converting, and show a few words before and after.
 */
export function detectLegacy(
  samples: readonly string[],
  fonts: readonly (string | undefined)[] = [],
): LegacyGuess | null {
  const words: string[] = [];
  const votes = { tcvn3: 0, vni: 0 };
  samples.forEach((sample, index) => {
    const strange = sample.split(/[\s!-/:-@[-`{-~]+/u).filter(word => /[^\0-\x7f]/u.test(word));
    if (strange.length === 0) return;
    words.push(...strange);
    const encoding = encodingOfFont(fonts[index] ?? '');
    if (encoding) votes[encoding]++;
  });
  if (words.length === 0) return null;

  // Letters outside Western European text (ễ, ư, combining marks) were written in Unicode.
  const unicode = words.filter(word => /[^\0-\xff]/u.test(word)).length;
  if (unicode > words.length / 5) return null;

  if (votes.tcvn3 + votes.vni > 0) {
    const encoding = votes.tcvn3 >= votes.vni ? 'tcvn3' : 'vni';
    return { encoding, confidence: 1 };
  }
  const share = (convert: (word: string) => string) =>
    words.filter(word => isVietnameseSyllable(convert(word))).length / words.length;
  const asWritten = share(word => word);
  const guesses: LegacyGuess[] = [
    { encoding: 'tcvn3', confidence: share(word => fromTcvn3(word)) },
    { encoding: 'vni', confidence: share(fromVni) },
  ];
  const best = guesses.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  return words.length > 1 && best.confidence >= 0.5 && best.confidence - asWritten >= 0.3 ? best : null;
}
