/**
 * The letters of the two encodings that Vietnamese fonts used before Unicode, as a spreadsheet shows them when the
 * bytes are taken for Western European text.
 */
const pair = (codes: string, letters: string): [string, string][] => {
  const written = codes.split(' ');
  const meant = letters.split(' ');
  if (written.length !== meant.length) throw new Error('a legacy table is uneven');
  return written.map((code, index) => [code, meant[index] ?? '']);
};

/**
 * TCVN 5712:1993 VN3, one byte a letter. ư is the soft hyphen (U+00AD). There are no capitals with tones: those are
 * the small letters in a font of capitals (.VnTimeH).
 */
export const tcvn3 = new Map<string, string>([
  ...pair('¡ ¢ £ ¤ ¥ ¦ § ¨ © ª « ¬ \u00ad ®', 'Ă Â Ê Ô Ơ Ư Đ ă â ê ô ơ ư đ'),
  ...pair('µ ¶ · ¸ ¹ » ¼ ½ ¾ Æ Ç È É Ê Ë', 'à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ'),
  ...pair('Ì Î Ï Ð Ñ Ò Ó Ô Õ Ö', 'è ẻ ẽ é ẹ ề ể ễ ế ệ'),
  ...pair('× Ø Ü Ý Þ', 'ì ỉ ĩ í ị'),
  ...pair('ß á â ã ä å æ ç è é ê ë ì í î', 'ò ỏ õ ó ọ ồ ổ ỗ ố ộ ờ ở ỡ ớ ợ'),
  ...pair('ï ñ ò ó ô õ ö ÷ ø ù', 'ù ủ ũ ú ụ ừ ử ữ ứ ự'),
  ...pair('ú û ü ý þ', 'ỳ ỷ ỹ ý ỵ'),
]);

/** VNI-Windows: a letter of ASCII (or ô ö for ơ ư) and a mark after it. */
const vniSmall: [string, string][] = [
  ...pair('aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä', 'à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ'),
  ...pair('eø eû eõ eù eï eâ eà eå eã eá eä', 'è ẻ ẽ é ẹ ê ề ể ễ ế ệ'),
  ...pair('ì æ ó í ò', 'ì ỉ ĩ í ị'),
  ...pair('oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï', 'ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ'),
  ...pair('uø uû uõ uù uï ö öø öû öõ öù öï', 'ù ủ ũ ú ụ ư ừ ử ữ ứ ự'),
  ...pair('yø yû yõ yù î ñ', 'ỳ ỷ ỹ ý ỵ đ'),
];

/** Capitals take a capital mark (AÙ) or, at the head of a word, a small one (Aùnh); the letter itself says which. */
export const vni = new Map<string, string>(
  vniSmall.flatMap(([code, letter]) => {
    const [base = '', mark = ''] = [...code];
    const capital = letter.toUpperCase();
    const all: [string, string][] = [
      [code, letter],
      [code.toUpperCase(), capital],
    ];
    if (mark) all.push([base.toUpperCase() + mark, capital], [base + mark.toUpperCase(), letter]);
    return all;
  }),
);
