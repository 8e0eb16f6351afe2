/** How official documents number their parts (Nghị định 30/2020/NĐ-CP, annex I), and how people do. */
export type MarkKind =
  | 'annex'
  | 'part'
  | 'chapter'
  | 'capital'
  | 'roman'
  | 'article'
  | 'arabic'
  | 'letter'
  | 'bracket'
  | 'bullet';

export interface Mark {
  readonly kind: MarkKind;
  /** As written: 'I.', '1.1.', 'a)', '-'. */
  readonly written: string;
  /** For the path: 'I', '1.1', 'a', 'P1'; empty for bullets. */
  readonly number: string;
  /** Smaller stands above larger. */
  readonly rank: number;
  /** Where the text after it begins. */
  readonly length: number;
}

const ranks: Record<MarkKind, number> = {
  annex: 0,
  part: 1,
  chapter: 2,
  capital: 3,
  roman: 4,
  article: 5,
  arabic: 6,
  letter: 20,
  bracket: 30,
  bullet: 40,
};

const ordinals: Record<string, string> = {
  nhất: '1',
  một: '1',
  hai: '2',
  nhì: '2',
  ba: '3',
  tư: '4',
  bốn: '4',
  năm: '5',
  sáu: '6',
  bảy: '7',
  tám: '8',
};

const bulletSigns = String.raw`\-–—−‑+•·∙▪■□●○◦*❖➢✓✔\uf000-\uf0ff`;
const bullets = new RegExp(String.raw`^\s*(?:(?:[${bulletSigns}]\s*)+|o\s+(?=\p{Lu}))(?=[^\s${bulletSigns}])`, 'u');
const part = /^\s*(Phần|Chương|Mục|Điều)\s+(?:thứ\s+)?([IVXLC]+|\d{1,3}|\p{L}+)(?=[\s.:–-]|$)\s*[.:–-]*\s*/iu;
const annex = /^\s*Phụ\s+lục(?:\s+(?:số\s*)?([IVXLC]+|\d{1,2}[a-z]?|[A-Z])(?![\p{L}\d]))?\s*[.:–-]*\s*/iu;
const roman = /^\s*([IVXLC]+(?:\.\d{1,2})*)\s*(?:[.)/:]|\s[-–])\s*(?=\S|$)/u;
const capital = /^\s*([A-ZĐ])\s*[.)/]\s*(?=\S)/u;
const arabic = /^\s*(\d{1,2}(?:\.\d{1,2})*)\s*[./:](?![\d%])\s*(?=[^\s\d%]|\d+\s*%|\d+\s+\p{L}|$)/u;
const dotless = /^\s*(\d{1,2}(?:\.\d{1,2})+)\s+(?=\p{Lu})/u;
const letter = /^\s*([a-zđ]{1,2}|i{2,3}|vi{2,3})(\.\d{1,2})?\s*(?:\)|\.(?=\s))\s*(?=\S)/u;
const bracket = /^\s*(?:\(([0-9]{1,2}|[a-zđ]|[ivx]{1,4})\)|(\d{1,2})\))\s*(?=\S)/u;

/** The number or bullet a passage begins with. `lastCapital`: 'C.' after 'B.' is a letter, not a hundred. */
export function readMark(text: string, lastCapital = ''): Mark | null {
  const bullet = bullets.exec(text);
  if (bullet) {
    // '- + 100% …': the last sign says how deep it stands.
    const written = bullet[0].trim().at(-1) ?? '-';
    return { kind: 'bullet', written, number: '', rank: ranks.bullet, length: bullet[0].length };
  }
  return readHeadingMark(text, lastCapital);
}

function readHeadingMark(text: string, lastCapital: string): Mark | null {
  const make = (kind: MarkKind, found: RegExpExecArray, number: string, deeper = 0): Mark => ({
    kind,
    written: found[0].trim(),
    number,
    rank: ranks[kind] + deeper,
    length: found[0].length,
  });

  const asAnnex = annex.exec(text);
  if (asAnnex && isAnnexHeading(text)) return make('annex', asAnnex, `PL${asAnnex[1] ?? ''}`);
  const asPart = part.exec(text);
  if (asPart) return readPart(text, asPart, make);
  const asCapital = capital.exec(text);
  const letterOf = asCapital?.[1] ?? '';
  const follows = lastCapital !== '' && letterOf.charCodeAt(0) === lastCapital.charCodeAt(0) + 1;
  if (asCapital && (follows || !/[IVXLC]/.test(letterOf))) return make('capital', asCapital, letterOf);
  const asRoman = roman.exec(text);
  if (asRoman?.[1]) {
    const dots = asRoman[1].split('.').length - 1;
    return dots > 0 ? make('arabic', asRoman, asRoman[1], dots - 1) : make('roman', asRoman, asRoman[1]);
  }
  const asArabic = arabic.exec(text) ?? dotless.exec(text);
  if (asArabic?.[1]) return make('arabic', asArabic, asArabic[1], Math.min(asArabic[1].split('.').length - 1, 9));
  const asLetter = letter.exec(text);
  if (asLetter?.[1]) return make('letter', asLetter, asLetter[1] + (asLetter[2] ?? ''), asLetter[2] ? 1 : 0);
  const asBracket = bracket.exec(text);
  // '1)' stands above '(1)'.
  if (asBracket?.[2]) return make('arabic', asBracket, asBracket[2], 19);
  return asBracket ? make('bracket', asBracket, asBracket[1] ?? '') : null;
}

function readPart(
  text: string,
  found: RegExpExecArray,
  make: (kind: MarkKind, found: RegExpExecArray, number: string, deeper?: number) => Mark,
): Mark | null {
  const word = (found[1] ?? '').toLowerCase();
  const which = found[2] ?? '';
  const number = /^(?:[IVXLC]+|\d+)$/.test(which) ? which : ordinals[which.toLowerCase()];
  // 'Mục tiêu …', 'Điều hành …', 'phần mềm …': a word, not a number. 'mục 3 của …' in a sentence is no heading.
  if (!number || /^\p{Ll}/u.test(text.trim())) return null;
  if (word === 'phần') return make('part', found, `P${number}`);
  if (word === 'chương') return make('chapter', found, `C${number}`);
  return word === 'điều' ? make('article', found, `Đ${number}`) : make('chapter', found, `M${number}`, 0.5);
}

/** 'PHỤ LỤC', 'Phụ lục 1', 'Phụ lục II: …'; a sentence that begins with the words is not one. */
const isAnnexHeading = (text: string) =>
  /^\s*PHỤ LỤC/u.test(text) ||
  /^\s*Phụ lục(?:\s+(?:số\s*)?(?:[IVXLC]+|\d{1,2}[a-z]?|[A-Z])\s*(?:[.:–-].*)?)?$/u.test(text);
