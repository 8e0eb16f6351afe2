import { type Passage, placeOf } from './passage.ts';
import { findDay } from './read-day.ts';
import type { LegalBasis } from './types.ts';

const kind =
  'Nghị quyết liên tịch|Thông tư liên tịch|Nghị quyết|Nghị định|Quyết định|Kế hoạch|Thông tư|Chỉ thị|Chương trình hành động|Chương trình|Công văn|Đề án|Kết luận|Hướng dẫn|Bộ luật|Luật|Văn bản|Thông báo|Chiến lược|Báo cáo|Tờ trình|Công điện|Hiến pháp|Pháp lệnh|Văn bản hợp nhất';
/** '83/KH-SGDĐT', '64/2007/NĐ-CP', '52-NQ/TW', '24/2018/QH14'. */
export const documentNumber =
  /(?<![\p{L}\d/])(\d{1,6}(?:\/\d{4})?(?:\/|-)\p{Lu}[\p{L}\d]*(?:[-/&.]\s?\p{Lu}[\p{L}\d]*)*)/u;
const cited = new RegExp(`(?<!\\p{L})(${kind})\\s+(?:số\\s*:?\\s*)?(?=${documentNumber.source})`, 'gu');
const law = /(?<!\p{L})(Luật|Bộ luật|Hiến pháp|Pháp lệnh)\s+\p{Lu}[^;.,]*/u;
const basis = /^\s*(?:[-+•*]\s*)?(?:Căn cứ|Thực hiện|Theo|Triển khai(?: thực hiện)?|Tiếp tục thực hiện|Xét)\s/iu;

/** Each document the opening rests on: 'Căn cứ …;' lines, or the sentence 'Thực hiện Kế hoạch số …'. */
export function readBases(passage: Passage, section: string | null, isBasis: boolean): LegalBasis[] {
  const found = [...passage.text.matchAll(cited)];
  if (found.length === 0) return isBasis && law.test(passage.text) ? [lawOnly(passage, section)] : [];
  return found.map((each, index) => {
    const next = found[index + 1]?.index ?? passage.text.length;
    const end = Math.min(next, each.index + 600, clauseEnd(passage.text, each.index));
    const text = passage.text.slice(each.index, end).replace(/[\s;,.]+$/u, '');
    return detail(passage, section, each.index, text, each[1] ?? null, isBasis);
  });
}

export const isBasisLine = (passage: Passage) => basis.test(passage.text);

function lawOnly(passage: Passage, section: string | null): LegalBasis {
  const found = law.exec(passage.text);
  const from = found?.index ?? 0;
  return detail(passage, section, from, passage.text.slice(from).replace(/[\s;,.]+$/u, ''), found?.[1] ?? null, true);
}

function detail(
  passage: Passage,
  section: string | null,
  from: number,
  text: string,
  kind: string | null,
  isBasis: boolean,
): LegalBasis {
  return {
    text,
    kind,
    number:
      documentNumber
        .exec(text)?.[1]
        ?.replace(/\s/gu, '')
        .replace(/[-/.&]+$/u, '') ?? null,
    date: findDay(text)?.day ?? null,
    issuer:
      /(?<!\p{L})của\s+(\p{Lu}[^;.]*?)(?=\s+(?:về|ban hành|phê duyệt|quy định|triển khai|thực hiện|sửa đổi|hướng dẫn|khóa|khoá)(?!\p{L})|[;.,)]|$)/u
        .exec(text)?.[1]
        ?.trim() ?? null,
    cited: isBasis ? 'basis' : 'mention',
    place: placeOf(passage, section, from, from + text.length),
  };
}

function clauseEnd(text: string, from: number): number {
  const end = /;|\.(?=\s|$)|,\s+(?=(?:Sở|Phòng|UBND|Ủy ban|Bộ|Trường|Trung tâm)\s)/u.exec(text.slice(from));
  return end ? from + end.index : text.length;
}
