import { tidy } from './tidy.ts';

const strokes: Record<string, string> = { đ: 'd', ƀ: 'b', ɓ: 'b' };

/**
 * The key that search compares: no marks, no case, no apostrophes ('nhŏng = ʼnhong = nhong), so that people may
 * type as their keyboard lets them, and hoà and hòa meet. Index this, not the text: trigrams break at the breve.
 */
export function fold(text: string): string {
  return tidy(text)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\p{M}\u00ad'‘’ʼ`´ʹ′]/gu, '')
    .replace(/[đƀɓ]/gu, letter => strokes[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * `fold`, and lý = lí, Mỹ = Mĩ, quý = quí: both spellings are right, so this is for finding only, never for
 * changing what a person wrote.
 */
export function foldSpelling(text: string): string {
  return fold(text).replace(/(?<![a-z])(h|k|l|m|s|t|v|qu)y(?![a-z])/gu, '$1i');
}
