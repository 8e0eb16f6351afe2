const verbs =
  '(?:được|đạt|hoàn thành|hoàn thiện|sử dụng|triển khai|thực hiện|tham gia|biết|để|nhằm|phục vụ|áp dụng|ứng dụng|kết nối|tổ chức|trở lên|trở xuống|đáp ứng|xây dựng|khai thác|cập nhật|nắm vững|giáo dục học sinh|ban hành|duy trì|đưa|có|là|bảo đảm|đảm bảo|nhận|soạn|gửi|ký|dùng(?! chung)|ra lớp|khớp|nộp|tiếp cận|làm|đăng ký|giải quyết|xử lý|số hóa|công khai|lắp đặt|cử|mua sắm|cung cấp|trong đó|so với|phải|dạy học|đủ)';
const stop = new RegExp(`(?<!\\p{L})${verbs}(?!\\p{L})`, 'iu');
const lastStop = new RegExp(
  `(?:\\s|^)(?:${verbs}|chiếm|tối thiểu|ít nhất|phấn đấu|từ|trên|dưới|không quá|không dưới|tối đa|tăng|giảm|khoảng|còn|lên|>=|<=|≥|≤|>|<|=)(?:\\s.*)?$`,
  'isu',
);
const opening = /^\s*(?:(?:ở|tại|đối với|của|trong|cho|số|về|trên tổng số|tổng số|đến)\s+)*/iu;
const subject =
  /^\s*(?:(?:phấn đấu|duy trì|đến hết năm \d{4}|đến năm \d{4}|,|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|nâng|số lượng|số)\s*)+/iu;

const group =
  /^(?:các\s+)?(?:cơ sở|trường|đơn vị|giáo viên|học sinh|cán bộ|CB|lớp|hồ sơ|phụ huynh|người|thôn|xã|huyện|cơ quan|nhà giáo|trẻ|sinh viên|học viên|phòng)(?!\p{L})/iu;

/** Of whom or what: the words after the number up to the verb, or, where nothing follows, the subject before it. */
export function scopeAround(before: string, after: string): string {
  return scopeAfter(after) || scopeBefore(before);
}

function scopeAfter(after: string): string {
  const flat = after.replace(/\([^)]*\)/gu, ' ');
  const clause = /^[^;.()]*/u.exec(flat)?.[0] ?? '';
  const body = clause.replace(/^[\s,:]*(?:trở lên|trở xuống)?[\s,:]*/iu, '');
  const from = opening.exec(body)?.[0].length ?? 0;
  const rest = body.slice(from);
  if (/^(?:hết |cuối )?(?:năm )?(?:học )?20\d\d/iu.test(rest)) return '';
  const verb = stop.exec(rest);
  // A comma ends it, save inside brackets, which are short: '(… 10% chi cho an toàn, an ninh mạng)'.
  const end = verb ? verb.index : flat.charAt(clause.length) === ')' ? -1 : rest.search(/,/u);
  return neat(end < 0 ? rest : rest.slice(0, end));
}

function scopeBefore(before: string): string {
  const clause =
    before
      .split(/[;.]\s|:\s/u)
      .filter(part => part.trim() !== '')
      .at(-1) ?? '';
  const said = clause.replace(/\([^)]*\)/gu, ' ').trimEnd();
  // What stands before 'đạt tối thiểu'; then 'của …', or the subject up to its verb.
  let head = said.replace(/\s(?:tăng|giảm|nâng)\s+từ\s.*$/iu, '');
  for (let times = 0; times < 4; times++) {
    const cut = head.replace(
      /(?:\s|^)(?:đạt|tối thiểu|ít nhất|nhiều nhất|phấn đấu|từ|trên|dưới|không vượt quá|không quá|không dưới|không thấp hơn|tối đa|lớn hơn hoặc bằng|nhiều hơn|cao hơn|thấp hơn|hơn|chưa đến|tăng|giảm|khoảng|chiếm|lên|còn|là|thêm|bằng|(?:đến|tới)(?:\s+hết|\s+cuối)?(?:\s+năm)?\s+20\d\d|,|:|>=|<=|≥|≤|>|<|=|,)\s*$/iu,
      '',
    );
    if (cut === head) break;
    head = cut.trimEnd();
  }
  const body = head.replace(subject, '');
  const verb = stop.exec(body);
  // 'Tỷ lệ cơ sở giáo dục hoàn thành … của đơn vị': who comes first is meant, not who is named on the way.
  if (verb && group.test(body)) return neat(body.slice(0, verb.index));
  const owner = [...head.matchAll(/(?<!\p{L})(?:của|tại)\s+/giu)].at(-1);
  if (owner) return neat(head.slice(owner.index + owner[0].length).replace(lastStop, ''));
  return neat(verb ? body.slice(0, verb.index) : body);
}

const neat = (text: string) =>
  text
    .replace(/[⁰¹²³⁴-⁹]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[^(]*\)/u, '')
    .replace(/^[\s,:-]+|[\s,:;-]+$/gu, '')
    .replace(/\s(?:và|hoặc|với|đến|không|chưa)$/iu, '');
