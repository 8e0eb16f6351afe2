// Letters that look like Đ and đ: Icelandic eth and African d, typed or pasted by mistake.
const looksLikeD: Record<string, string> = { Ð: 'Đ', Ɖ: 'Đ', ð: 'đ', ɖ: 'đ' };

const combiningMarks = /[\u0300-\u036f]+/gu;
const needsTidying = /[^\x21-\x7e]| {2}|^ | $/u;

/**
 * Text as it is stored: NFC, one space between words, nothing invisible. Run it on everything that comes in.
 *
 * NFC alone does not make equal what looks equal: the breve of ê̆ may be typed before or after the circumflex, and
 * both marks are of one class, so shape marks are put before the breve and tones last.
 *
 * Legacy text (TCVN3) must be converted before: its ư is the soft hyphen. For the same reason soft hyphens are left
 * alone here.
 */
export function tidy(text: string): string {
  if (!needsTidying.test(text)) return text;
  const composed = text
    .normalize('NFC')
    .replace(/[ÐƉðɖ]/gu, letter => looksLikeD[letter] ?? letter)
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/gu, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\s\u0000-\u001f\u007f]+/gu, ' ')
    .trim();
  return orderMarks(composed);
}

function orderMarks(text: string): string {
  if (text.search(combiningMarks) < 0) return text;
  return text
    .normalize('NFD')
    .replace(combiningMarks, marks => [...marks].sort((a, b) => rank(a) - rank(b)).join(''))
    .normalize('NFC');
}

/** Circumflex and horn make the letter, the breve shortens it, tones come on top. */
function rank(mark: string): number {
  if (mark === '\u0302' || mark === '\u031b') return 0;
  return mark === '\u0306' ? 1 : 2;
}

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Letters as a reader counts them: ơ̆ is one although it is two code points. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), part => part.segment);
}
