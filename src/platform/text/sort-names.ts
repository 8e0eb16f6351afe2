import { tidy } from './tidy.ts';

/**
 * A key that sorts people as Vietnamese class lists do: by given name (the last word), then family name, then what
 * stands between; a ă â, d đ, e ê, o ô ơ, u ư are letters of their own, and tones decide only between equal letters,
 * in the order ngang, huyền, hỏi, ngã, sắc, nặng.
 *
 * Why a key of our own and not the name turned round: a collation compares all letters of a string before any tone,
 * so "Hạ Lê" would come before "Hà Nguyễn". Here each part is finished, tones too, before the next begins. The key is
 * made of a–z and 0–9 only, which every collation (vi-x-icu, C) and plain comparison put in the same order.
 *
 * One letter is two characters, its base and its shape; '00' ends a part and '01' parts words; a tone for each word
 * follows. Apostrophes, hyphens and case do not count: "Siu H' Prăk" stands with the P's. A remark in brackets, as in
 * "Nguyễn Văn An (B)", comes last.
 */
export function nameSortKey(fullName: string): string {
  const [, name = '', remark = ''] = /^(.*?)\s*(\(.*)?$/u.exec(tidy(fullName)) ?? [];
  const words = name.split(' ').filter(word => /[\p{L}\p{N}]/u.test(word));
  const given = words.slice(-1);
  const family = words.slice(0, Math.min(1, words.length - 1));
  const middle = words.slice(1, -1);
  return [given, family, middle, remark ? [remark] : []].map(partKey).join('');
}

function partKey(words: readonly string[]): string {
  const keys = words.map(wordKey);
  return `${keys.map(key => key.letters).join('01')}00${keys.map(key => key.tone).join('')}`;
}

const tones: Record<string, number> = { '\u0300': 2, '\u0309': 3, '\u0303': 4, '\u0301': 5, '\u0323': 6 };
const strokes: Record<string, string> = { đ: 'd', ƀ: 'b' };

function wordKey(word: string): { letters: string; tone: number } {
  let letters = '';
  let tone = 1;
  for (const [, letter = '', marks = ''] of word
    .toLowerCase()
    .normalize('NFD')
    .matchAll(/([\p{L}\p{N}])(\p{M}*)/gu)) {
    if (/[0-9]/.test(letter)) letters += `1${letter}`;
    else if (/[a-z]/.test(letter)) letters += letter + shape(letter, marks);
    // Letters of other scripts come after z; among themselves their code points decide.
    else
      letters += strokes[letter] ? `${strokes[letter]}2` : `zz${letter.codePointAt(0)?.toString(16).padStart(6, '0')}`;
    // One tone a word, wherever it stands, so that hoà and hòa are neighbours.
    if (tone === 1 && letter !== 'n')
      tone = [...marks].map(mark => tones[mark]).find(found => found !== undefined) ?? 1;
  }
  return { letters, tone };
}

/** 1 plain, 2 breve (ă; also č and ñ), 3 circumflex, 4 with breve, 5 horn, 6 with breve. */
function shape(letter: string, marks: string): number {
  if (letter === 'n') return marks.includes('\u0303') ? 2 : 1;
  if (letter === 'c') return marks.includes('\u030c') ? 2 : 1;
  const breve = marks.includes('\u0306') ? 1 : 0;
  if (marks.includes('\u0302')) return 3 + breve;
  if (marks.includes('\u031b')) return 5 + breve;
  return 1 + breve;
}
