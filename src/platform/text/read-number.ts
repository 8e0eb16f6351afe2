/**
 * A number as written in Vietnam: 1.234,5 (and 1 234,5); also 1234.5 and 1,234,567.8, which spreadsheets of other
 * settings give. One dot before exactly three digits parts thousands (1.234 is 1234), one comma is always decimal
 * (1,234 is a little over one). A sign of money (đ, đồng, VND) may follow. Undefined where it is no number.
 */
export function readNumber(written: string): number | undefined {
  const text = written.replace(/(?:đồng|đ|₫|vnđ|vnd)$/iu, '').replace(/[\s\u00a0]/gu, '');
  if (!/^[+-]?\d/.test(text) || !/^[+-]?[\d.,]+$/.test(text)) return undefined;
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  const vietnamese = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/;
  const english = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
  if (vietnamese.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  if (english.test(text) && (dots <= 1 || commas > 0)) return Number(text.replaceAll(',', ''));
  return undefined;
}
