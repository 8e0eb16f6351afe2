import { signs } from './cut-regions.ts';
import { type Passage, placeOf, placeOfAll } from './passage.ts';
import { isCapitals } from './plain.ts';
import { readMark } from './read-mark.ts';
import type { Recipient, Signer } from './types.ts';

const name = /^(?:(?:TS|ThS|PGS|GS|NGƯT|NGND|Th\.S|BS|KS)\.?\s*)*\p{Lu}\p{L}+(?:\s+[\p{Lu}][\p{L}'/-]*){1,5}$/u;
const short: Record<string, string> = {
  'b/c': 'báo cáo',
  't/h': 'thực hiện',
  'p/h': 'phối hợp',
  't/d': 'theo dõi',
  'c/đ': 'chỉ đạo',
};

/** Recipients and signature: told apart by how they are written, for they stand beside each other. */
export function readClosing(closing: readonly Passage[]): {
  recipients: Recipient[];
  signer: Signer | null;
  formulas: Passage[];
} {
  const recipients: Recipient[] = [];
  const formulas: Passage[] = [];
  const titles: Passage[] = [];
  let named: Passage | null = null;
  let listing = false;
  for (const passage of closing) {
    const text = passage.text.trim();
    const mark = readMark(passage.text);
    if (/^noi nhan\b/u.test(passage.plain.trim()) || /^kinh gui/u.test(passage.plain.trim())) {
      listing = true;
      const rest = text.replace(/^[^:]*:?\s*/u, '');
      if (rest) recipients.push(...readRecipients(passage, rest));
      else formulas.push(passage);
    } else if (
      (signs.test(text) || (titles.length > 0 && !named && isCapitals(text))) &&
      !mark?.written.match(/[-+]/) &&
      text.length < 120
    )
      titles.push(passage);
    else if (/^\(?\s*(?:đã ký|đã kí|ký tên|ký, ghi|chữ ký)/iu.test(text) || /^[\s_./-]+$/.test(text))
      formulas.push(passage);
    else if (titles.length > 0 && mark === null && name.test(text)) named = passage;
    else if (mark?.kind === 'bullet' || (listing && (/;|^lưu\s*:/iu.test(text) || mark))) {
      recipients.push(...readRecipients(passage, passage.text.slice(mark?.length ?? 0).trim()));
    } else if (listing && titles.length === 0 && /[;.]$/.test(text)) recipients.push(...readRecipients(passage, text));
  }
  const all = named ? [...titles, named] : titles;
  const signer =
    titles.length > 0
      ? {
          title: titles.map(passage => passage.text.trim()).join(' '),
          name: named?.text.trim() ?? null,
          place: placeOfAll(all, null),
        }
      : null;
  return { recipients, signer, formulas };
}

/** '- Phòng GDĐT các huyện, thành phố (thực hiện);' */
function readRecipients(passage: Passage, said: string): Recipient[] {
  return said
    .split(/;\s*(?:[-+•]\s*)?/u)
    .map(each =>
      each
        .trim()
        .replace(/[\s.,;/]+$/u, '')
        .replace(/^[-+•]\s*/u, ''),
    )
    .filter(Boolean)
    .map(each => {
      const bracket = /\(([^()]*)\)\s*$/u.exec(each);
      const toDo = /\s+(?:để|b\/c|t\/h|p\/h)\s*(.*)$/iu.exec(each);
      const purpose = bracket?.[1]?.replace(/^để\s+/iu, '') ?? (toDo ? toDo[0].trim().replace(/^để\s+/iu, '') : null);
      const unit = bracket ? each.slice(0, bracket.index) : toDo ? each.slice(0, toDo.index) : each;
      const archive = /^lưu\s*:?\s/iu.test(each);
      const at = passage.text.indexOf(each);
      return {
        unit: (archive ? each.replace(/^lưu\s*:?\s*/iu, '') : unit).trim(),
        purpose: archive || !purpose ? null : (short[purpose.toLowerCase()] ?? purpose),
        archive,
        place: at >= 0 ? placeOf(passage, null, at, at + each.length) : placeOf(passage, null),
      };
    });
}
