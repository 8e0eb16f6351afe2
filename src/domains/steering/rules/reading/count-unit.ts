import type { Unit } from './types.ts';

const nouns =
  'trường|lớp|cơ sở|đơn vị|thủ tục|dịch vụ|cuộc|hội nghị|hội thảo|khóa|khoá|buổi|phần mềm|hệ thống|phòng học|phòng máy|phòng|máy tính|máy|bộ|bài giảng|bài|học liệu|người|cán bộ|giáo viên|học sinh|nhân viên|học viên|xã|huyện|thôn|điểm trường|nền tảng|chuyên đề|tin bài|tin|video|clip|sản phẩm|mô hình|lượt|tiết|đợt|lần|hồ sơ|câu lạc bộ|chỉ số|tài khoản|thiết bị|camera|đường truyền|kho|cổng|trang|ứng dụng|cơ quan|nhóm|đội|văn bản|quy trình|chương trình|dự án|đề tài|sáng kiến|giải pháp|môn học|môn|bậc|tài liệu|công trình|thư viện|đề án|kế hoạch|báo cáo';
const measured: [RegExp, Unit, number][] = [
  [/^\s*(tỷ|tỉ)\s*(đồng)/iu, 'dong', 1e9],
  [/^\s*(triệu)\s*(đồng)/iu, 'dong', 1e6],
  [/^\s*(đồng|đ|VNĐ)(?!\p{L})/iu, 'dong', 1],
  [/^\s*(phút)(?!\p{L})/iu, 'minutes', 1],
  [/^\s*(giờ)(?!\p{L})/iu, 'hours', 1],
  [/^\s*(ngày(?: làm việc)?)(?!\p{L})(?!\s*\d)/iu, 'days', 1],
  [/^\s*(tháng)(?!\p{L})(?!\s*\d)/iu, 'months', 1],
  [/^\s*(Mbps|Mb\/s)/iu, 'mbps', 1],
  [/^\s*(điểm)(?!\p{L}|\s+trường)/iu, 'points', 1],
];
const counted = new RegExp(String.raw`^\s+(${nouns})(?!\p{L})`, 'iu');
/** Words after which a number names a thing instead of counting it: 'năm 2023', 'lớp 10', 'Điều 4', 'ISO 9001'. */
const names =
  /(?:(?<!\p{L})(?:năm|tháng|ngày|quý|điều|khoản|điểm|số|lớp|cấp|mức|độ|đoạn|mục|phần|lục|đợt|lần|kỳ|kì|khóa|khoá|khối|hạng|thứ|top|ISO|bản|chương|tuần|Thông tư|Quyết định|Nghị định|Luật|loại|thế hệ|phiên|mẫu|đến|-|–)|(?<=\p{L}\s)[A-Z][\p{L}\d-]*)\s*$/u;

export interface Counted {
  unit: Unit;
  noun: string;
  /** 'triệu đồng': what the number is to be multiplied with. */
  times: number;
  end: number;
}

/** What the number at [from, to) counts; undefined where it is a date, a reference, a name. */
export function countUnit(text: string, from: number, to: number): Counted | undefined {
  const before = text.slice(Math.max(0, from - 30), from);
  const after = text.slice(to, to + 40);
  if (/^\s*[/:]|^\s*[-–]\s*\d|^\.\d/.test(after)) return undefined;
  if (names.test(before)) return undefined;
  for (const [pattern, unit, times] of measured) {
    const found = pattern.exec(after);
    if (found) return { unit, noun: found[0].trim(), times, end: to + found[0].length };
  }
  const noun = counted.exec(after);
  return noun?.[1] ? { unit: 'count', noun: noun[1], times: 1, end: to + noun[0].length } : undefined;
}
