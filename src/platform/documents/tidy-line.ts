/**
 * NFC, plain spaces, nothing invisible; runs of spaces and tabs stay, for columns are set with them, but no sign that is
 * not a letter or digit more than forty times: rules need not fear a line of twenty thousand dots.
 */
export const tidyLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/gu, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '')
    .replace(/([^\p{L}\p{N}])\1{40,}/gu, (_, sign: string) => sign.repeat(40));
