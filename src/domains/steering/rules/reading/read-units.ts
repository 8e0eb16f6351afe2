const nouns =
  '(?:Sở|Phòng(?! chống| ngừa| học| tránh)|Văn phòng|Ban(?! hành)|Tổ(?! chức (?:thực|triển|các|tập|dạy|đánh|hội|tốt))|Trung tâm|UBND|HĐND|Ủy ban|Uỷ ban|Trường|Thanh tra|Đơn vị|Công đoàn|Đoàn|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Liên đoàn|Bộ(?! chỉ số| tiêu chí)|Cục|Vụ|Tổng cục|Chi cục|Hội(?! nghị| thảo| thi)|Cơ quan|Cơ sở (?:giáo dục|GD|đào tạo)|Lãnh đạo|Nhà trường|Hiệu trưởng|Thủ trưởng|Trưởng (?:phòng|các)|Giám đốc|Chủ tịch|Doanh nghiệp|Bộ phận|Nhóm|Công an|Mặt trận|Kho bạc|Bảo hiểm|Viện|Đại học|Tập đoàn|VNPT|Viettel|Thường trực|Cán bộ|Giáo viên|Xã|Huyện|Phường)';
const begins = new RegExp(`^(?:các\\s+|những\\s+)?${nouns}(?!\\p{L})`, 'iu');
const address = /^(?:đối với|giao(?: cho)?|đề nghị|yêu cầu|trách nhiệm(?: của)?|do|ở|tại|về phía|phân công)\s*:?\s+/iu;

/** Does the text begin with the name of a unit ('Phòng …', 'các đơn vị …')? */
export const beginsWithUnit = (text: string) => begins.test(strip(text));
const strip = (text: string) => text.trim().replace(address, '').replace(address, '');

/** 'Trung tâm GDNN-GDTX các huyện, Phòng GDĐT các huyện, thành phố' → the two units. */
export function splitUnits(text: string): string[] {
  const source = strip(text).replace(/[\s.;:,/]+$/u, '');
  if (!source) return [];
  const parts: string[] = [];
  let from = 0;
  for (const joint of source.matchAll(
    /\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s*\n\s*|\s*-\s+(?=(?:Phòng|Sở|Các|Văn phòng|Trường|Trung tâm)\s)/gu,
  )) {
    const after = source.slice(joint.index + joint[0].length);
    const before = source.slice(from, joint.index);
    const roomAlike =
      /^\s*(?:các\s+)?phòng\s+\p{Lu}/iu.test(before) && joint[0].includes(',') && /^\p{Lu}/u.test(after);
    // 'UBND các xã, phường': one unit, said of many.
    if ((!begins.test(after) && !roomAlike) || /^(?:xã|huyện|phường)/u.test(after)) continue;
    if (insideBrackets(source, joint.index)) continue;
    parts.push(before);
    from = joint.index + joint[0].length;
  }
  parts.push(source.slice(from));
  let room = '';
  return parts
    .map(part => part.trim())
    .filter(Boolean)
    .map(part => {
      // 'Phòng Giáo dục Mầm non, Giáo dục Trung học': two rooms.
      if (begins.test(part)) {
        room = /^(?:các\s+)?(phòng)\s/iu.test(part) ? 'Phòng ' : '';
        return part;
      }
      return room + part;
    })
    .slice(0, 40);
}

const insideBrackets = (text: string, at: number) => {
  const before = text.slice(0, at);
  return before.lastIndexOf('(') > before.lastIndexOf(')');
};

/** A heading that is nothing but the units that have to do what stands below it. */
export function unitsInHeading(title: string): string[] {
  const text = title.replace(/[\s.:;]+$/u, '');
  return text.length < 220 && beginsWithUnit(text) ? splitUnits(text) : [];
}
