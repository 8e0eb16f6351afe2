import { beginsWithUnit, splitUnits } from './read-units.ts';

export interface Who {
  lead: string[];
  cooperate: string[];
}

const verbs =
  'triển khai|tham mưu|tổ chức|xây dựng|thực hiện|hướng dẫn|theo dõi|tổng hợp|rà soát|kiểm tra|đẩy mạnh|tham gia|đánh giá|đôn đốc|chuẩn bị|bố trí|đảm bảo|bảo đảm|nghiên cứu|cung cấp|hỗ trợ|thẩm định|trình|ban hành|báo cáo|lập|vận hành|đề xuất|tuyên truyền|cập nhật|số hóa|số hoá|tập huấn|đào tạo|giám sát|duy trì|phổ biến|phát triển|hoàn thiện|hoàn thành|để|trong việc|khi|nhằm|tăng cường|tiếp tục|chỉ đạo|quản lý việc|kịp thời|giải quyết|phủ sóng|lắp đặt|mua sắm|đầu tư|vận động|huy động|sử dụng|khai thác|kết nối|chia sẻ|công bố|biên soạn|phê duyệt|lựa chọn|tiếp nhận|xử lý|thống nhất|chịu trách nhiệm|có trách nhiệm|nghiêm túc|chủ động|trong công tác|trong quá trình|theo chức năng|nâng cao|nâng cấp|chủ trì|phối hợp|tạo điều kiện|cân đối|mở|giúp|phân bổ|căn cứ';
/** The verb that ends a list of units; after 'Tổ', 'Ban' … it belongs to the unit's name ('Tổ hỗ trợ …'). */
const untilVerb = new RegExp(
  `(?<!(?:Tổ|Ban|Phòng|Trung tâm|Bộ phận|Hội đồng|tổ|ban|đơn vị))\\s+(?:${verbs})(?!\\p{L})`,
  'u',
);

const listBefore = (text: string): string[] => {
  const sentence = /^[^;.]*/u.exec(text)?.[0] ?? '';
  const verb = untilVerb.exec(sentence);
  return splitUnits(
    (verb ? sentence.slice(0, verb.index) : sentence).replace(/[)\]].*$/su, match =>
      sentence.includes('(') ? match : '',
    ),
  );
};

const labelled = (text: string, label: RegExp): string[] => {
  const found = label.exec(text);
  return found ? splitUnits(/^[^;.\n)]*/u.exec(text.slice(found.index + found[0].length))?.[0] ?? '') : [];
};

/**
 * Who leads and who helps, by the words of a task. `owners`: the units of the heading above it, whose task it is unless
 * the text says that they only help.
 */
export function whoLeads(text: string, owners: readonly string[]): Who {
  const lead = labelled(text, /(?:đơn vị|cơ quan|bộ phận|phòng)?\s*chủ trì(?:\s+thực hiện)?\s*:\s*/iu);
  const cooperate = labelled(text, /(?:đơn vị|cơ quan|bộ phận)?\s*phối hợp(?:\s+thực hiện)?\s*:\s*/iu);
  if (lead.length > 0 || cooperate.length > 0) return { lead: lead.length > 0 ? lead : [...owners], cooperate };

  const leads = /(?<!\p{L})chủ trì(?!\p{L})/iu.exec(text);
  const helps = /(?<!\p{L})phối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng|cùng với))?\s+(?!\p{Ll}*\s*giải quyết)/iu.exec(
    text,
  );
  const partners = helps
    ? listBefore(text.slice(helps.index + helps[0].length)).filter(unit => beginsWithUnit(unit))
    : [];
  if (leads) {
    const named =
      /(?:^|[.;(:]\s*|,\s+)(?:giao\s+(?:cho\s+)?|do\s+)?([^.;(:]{3,160}?)\s*(?:là đơn vị\s+|có trách nhiệm\s+)?$/iu.exec(
        text.slice(0, leads.index),
      )?.[1];
    const before = named && beginsWithUnit(named) ? splitUnits(named) : [];
    return { lead: before.length > 0 ? before : [...owners], cooperate: partners };
  }
  const given = /(?:^|[.;]\s*)(?:giao(?:\s+cho)?|đề nghị|yêu cầu)\s+(?=\p{L})/iu.exec(text);
  if (given) {
    const units = listBefore(text.slice(given.index + given[0].length));
    const onlyHelps =
      helps !== null &&
      /^\s*$/u.test(text.slice(given.index + given[0].length, helps.index).replace(units.join(''), ''));
    if (units[0] && beginsWithUnit(units[0]))
      return onlyHelps ? { lead: [], cooperate: [...units, ...partners] } : { lead: units, cooperate: partners };
  }
  if (helps && /^\s*phối hợp/iu.test(text)) return { lead: [], cooperate: [...owners, ...partners] };
  return { lead: [...owners], cooperate: owners.length > 0 ? partners : [] };
}
