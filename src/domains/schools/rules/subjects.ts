import type { Level } from './levels.ts';

/**
 * Subjects and educational activities of the 2018 programme (TT 32/2018) and, for the grades that still followed it until
 * 2023-2024, of the 2006 programme (QĐ 16/2006). `comment`: judged in words only (TT 22/2021, art. 5; TT 27/2020, art. 6).
 */
export interface SubjectEntry {
  key: string;
  name: string;
  aliases: readonly string[];
  kind: 'scored' | 'comment';
  levels: readonly Level[];
}

const secondary: readonly Level[] = ['lower-secondary', 'upper-secondary', 'continuing'];
const all: readonly Level[] = ['primary', ...secondary];
const primary: readonly Level[] = ['primary'];
const lower: readonly Level[] = ['lower-secondary'];
const upper: readonly Level[] = ['upper-secondary', 'continuing'];

const scored = (key: string, levels: readonly Level[], name: string, ...aliases: string[]): SubjectEntry => ({
  key,
  name,
  aliases,
  kind: 'scored',
  levels,
});
const comment = (key: string, levels: readonly Level[], name: string, ...aliases: string[]): SubjectEntry => ({
  key,
  name,
  aliases,
  kind: 'comment',
  levels,
});

export const subjects: readonly SubjectEntry[] = [
  comment('nurturing', ['preschool'], 'Hoạt động chăm sóc, giáo dục trẻ', 'Chăm sóc giáo dục', 'Dạy lớp mầm non'),
  scored('vietnamese', primary, 'Tiếng Việt'),
  scored('literature', secondary, 'Ngữ văn', 'Văn', 'Văn học'),
  scored('maths', all, 'Toán', 'Toán học'),
  scored('foreign-language', all, 'Ngoại ngữ 1', 'Ngoại ngữ', 'Tiếng Anh', 'Anh văn', 'Tiếng Pháp'),
  scored('foreign-language-2', secondary, 'Ngoại ngữ 2'),
  scored(
    'ethnic-language',
    all,
    'Tiếng dân tộc thiểu số',
    'Tiếng dân tộc',
    'Tiếng Ba Na',
    'Tiếng Gia Rai',
    'Tiếng Xơ Đăng',
  ),
  comment('ethics', primary, 'Đạo đức'),
  scored('civics', lower, 'Giáo dục công dân', 'GDCD'),
  scored('economics-law', upper, 'Giáo dục kinh tế và pháp luật', 'GDKT&PL', 'KTPL', 'Giáo dục công dân THPT'),
  comment('nature-society', primary, 'Tự nhiên và Xã hội', 'TNXH'),
  scored('science', primary, 'Khoa học'),
  scored(
    'history-geography',
    ['primary', 'lower-secondary'],
    'Lịch sử và Địa lí',
    'Lịch sử và Địa lý',
    'Lịch sử & Địa lí',
    'LS&ĐL',
    'Sử - Địa',
  ),
  scored('natural-science', lower, 'Khoa học tự nhiên', 'KHTN'),
  scored('physics', secondary, 'Vật lí', 'Vật lý', 'Lí', 'Lý'),
  scored('chemistry', secondary, 'Hóa học', 'Hoá học', 'Hóa'),
  scored('biology', secondary, 'Sinh học', 'Sinh'),
  scored('history', secondary, 'Lịch sử', 'Sử'),
  scored('geography', secondary, 'Địa lí', 'Địa lý', 'Địa'),
  scored('informatics-technology', primary, 'Tin học và Công nghệ', 'Tin học & Công nghệ'),
  scored('informatics', all, 'Tin học', 'Tin'),
  scored('technology', all, 'Công nghệ', 'CN'),
  scored('defence', upper, 'Giáo dục quốc phòng và an ninh', 'GDQP-AN', 'GDQP', 'GDQP&AN', 'Quốc phòng'),
  comment('physical-education', all, 'Giáo dục thể chất', 'GDTC', 'Thể dục'),
  comment('arts', ['primary', 'lower-secondary'], 'Nghệ thuật'),
  comment('music', all, 'Âm nhạc', 'Nhạc'),
  comment('fine-arts', all, 'Mĩ thuật', 'Mỹ thuật'),
  comment('crafts', primary, 'Thủ công, Kĩ thuật', 'Thủ công', 'Kĩ thuật', 'Kỹ thuật'),
  comment('experience', primary, 'Hoạt động trải nghiệm', 'HĐTN'),
  comment(
    'career-experience',
    secondary,
    'Hoạt động trải nghiệm, hướng nghiệp',
    'HĐTN, HN',
    'HĐTN-HN',
    'HĐTNHN',
    'Hướng nghiệp',
  ),
  comment(
    'local-education',
    secondary,
    'Nội dung giáo dục của địa phương',
    'Giáo dục địa phương',
    'GDĐP',
    'Nội dung giáo dục địa phương',
  ),
  comment('out-of-class', secondary, 'Hoạt động giáo dục ngoài giờ lên lớp', 'HĐGDNGLL', 'NGLL'),
];
