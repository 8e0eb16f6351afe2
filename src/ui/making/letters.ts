/**
 * The letters our fonts carry: ASCII, Latin-1, Vietnamese, and what Ba Na, Gia Rai, Xơ Đăng and Giẻ-Triêng add to it.
 * Several of their letters (ơ̆ ê̆ ô̆ ư̆) exist only as a letter and a combining mark, so the marks must be in the same
 * file as the letters, or browsers take them from another font and set them askew.
 */
export function letters(): string {
  return [
    range(0x20, 0x7e),
    range(0xa0, 0xff),
    'ĂăĐđĨĩŨũƠơƯư',
    range(0x1ea0, 0x1ef9),
    // Short vowels, and the carons that some keyboards write instead.
    'ĔĕĬĭŎŏŬŭǍǎĚěǏǐǑǒǓǔ',
    // Barred and hooked consonants, č, the apostrophe letter.
    'ɃƀɓČčʼ',
    String.fromCodePoint(0x300, 0x301, 0x302, 0x303, 0x306, 0x308, 0x309, 0x30c, 0x31b, 0x323, 0x324, 0x330, 0x331),
    '–—‘’“”…•‹›×÷−±≈≠≤≥₫€‰←↑→↓▲▼■□●○✓\u2009\u202f',
  ].join('');
}

function range(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');
}
