/**
 * The text without case and marks, letter for letter: what is found at an offset of `plain(text)` stands at the same
 * offset of `text`. Words that differ by their marks alone (từ, tư) have to be looked at in the text itself.
 */
export function plain(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    const code = unit.charCodeAt(0);
    if (code < 0x80) out += unit.toLowerCase();
    else if (unit === 'đ' || unit === 'Đ') out += 'd';
    else if (code === 0xa0) out += ' ';
    else out += unit.normalize('NFD').charAt(0).toLowerCase().charAt(0) || unit;
  }
  return out;
}

/** Letters are there, and none of them is small: how headings and the signer's title are set. */
export const isCapitals = (text: string) => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
