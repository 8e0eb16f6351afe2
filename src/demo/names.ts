import type { Chance } from './chance.ts';

export type Sex = 'male' | 'female';

/** Peoples of the sample province, by the keys of the directory's list. The names are made up from common parts; they are nobody's. */
export type People =
  | 'kinh'
  | 'ba-na'
  | 'gia-rai'
  | 'xo-dang'
  | 'gie-trieng'
  | 'ro-mam'
  | 'brau'
  | 'thai'
  | 'muong'
  | 'tay';

const families = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Đinh',
  'Trịnh',
  'Mai',
  'Cao',
];
const middles: Record<Sex, string[]> = {
  male: ['Văn', 'Hữu', 'Đức', 'Quốc', 'Minh', 'Gia', 'Thanh', 'Xuân', 'Công', 'Anh', 'Hoàng', 'Tuấn', 'Nhật', 'Đình'],
  female: [
    'Thị',
    'Thị Thanh',
    'Thị Kim',
    'Ngọc',
    'Thu',
    'Thùy',
    'Bảo',
    'Khánh',
    'Mỹ',
    'Hồng',
    'Thị Ngọc',
    'Phương',
    'Quỳnh',
    'Gia',
  ],
};
const givens: Record<Sex, string[]> = {
  male: [
    'An',
    'Bảo',
    'Bình',
    'Cường',
    'Dũng',
    'Duy',
    'Đạt',
    'Hải',
    'Hiếu',
    'Huy',
    'Hùng',
    'Khang',
    'Khoa',
    'Khôi',
    'Kiên',
    'Long',
    'Lộc',
    'Nam',
    'Nghĩa',
    'Phong',
    'Phúc',
    'Quân',
    'Sơn',
    'Tài',
    'Thắng',
    'Thịnh',
    'Toàn',
    'Trí',
    'Trung',
    'Tú',
    'Vinh',
    'Vũ',
  ],
  female: [
    'An',
    'Anh',
    'Ánh',
    'Châu',
    'Chi',
    'Diệp',
    'Dung',
    'Giang',
    'Hà',
    'Hân',
    'Hạnh',
    'Hiền',
    'Hoa',
    'Huệ',
    'Hương',
    'Lan',
    'Linh',
    'Loan',
    'Ly',
    'Mai',
    'My',
    'Nga',
    'Ngân',
    'Ngọc',
    'Nhi',
    'Nhung',
    'Oanh',
    'Phượng',
    'Quyên',
    'Thảo',
    'Thư',
    'Trang',
    'Trâm',
    'Uyên',
    'Vân',
    'Vy',
    'Yến',
  ],
};

/** Peoples who name a boy "A …" and a girl "Y …". */
const highland: Record<Sex, string[]> = {
  male: [
    'Biên',
    'Blanh',
    'Bơi',
    'Byin',
    'Chung',
    'Dũn',
    'Đưi',
    'Đuẩn',
    'Điêu',
    'Găm',
    'Grang',
    'Hiơh',
    'Hlơi',
    'Huih',
    'Jưi',
    'Khâm',
    'Klưi',
    'Lơ',
    'Lương',
    'Ngưi',
    'Nhít',
    'Phiên',
    'Plin',
    'Sơr',
    'Thút',
    'Tôih',
    'Trưng',
    'Tuân',
    'Ưng',
    'Xep',
    'Yâu',
    'Brôl Lê',
    'Sa Ly',
  ],
  female: [
    'Bia',
    'Blul',
    'Bơn',
    'Chênh',
    'Dem',
    'Đào',
    'Hđum',
    'Hiên',
    'Hlim',
    'Hnhan',
    'Hrâm',
    'Jar',
    'Khen',
    'Lanh',
    'Lưi',
    'Mẫu',
    'Mơn',
    'Ngâu',
    'Ngọc',
    'Nhanh',
    'Phưi',
    'Plơi',
    'Riu',
    'Sen',
    'Thoa',
    'Tim',
    'Trinh',
    'Ưn',
    'Vin',
    'Xuân',
    'Yam',
    'Mỹ Linh',
  ],
};
const jraiClans = ['Rơ Châm', 'Siu', 'Ksor', 'Nay', 'Rơ Mah', 'Kpă', 'Rah Lan', 'Rơ Lan', 'Puih'];
const jraiGivens: Record<Sex, string[]> = {
  male: ['Bơng', 'Duyn', 'Hyang', 'Khuyên', 'Plưm', 'Suin', 'Thul', 'Vũ', 'Yưk', 'Blơ'],
  female: ['H’Blan', 'H’Duyên', 'H’Lan', 'H’Nhúi', 'H’Prăk', 'H’Soan', 'H’Thủy', 'H’Yur', 'H’Mai', 'H’Ngă'],
};

/** A plausible name of that people; apostrophes, single-letter parts and two-part names included. */
export function nameOf(chance: Chance, people: People, sex: Sex): string {
  switch (people) {
    case 'gia-rai':
      return `${chance.pick(jraiClans)} ${chance.pick(jraiGivens[sex])}`;
    case 'ba-na':
    case 'xo-dang':
    case 'gie-trieng':
    case 'ro-mam':
    case 'brau': {
      const given = chance.pick(highland[sex]);
      const clan = chance.percent(8) ? `${chance.pick(['Kring', 'Đinh', 'Bloong', 'Kpui'])} ` : '';
      return `${clan}${sex === 'male' ? 'A' : 'Y'} ${given}`;
    }
    default:
      return `${chance.pick(families)} ${chance.pick(middles[sex])} ${chance.pick(givens[sex])}`;
  }
}

/** Twelve digits of the right shape (place of registration, century and sex, year, six more): the run of six is ours. */
export function citizenNumberOf(sex: Sex, birthDay: string, run: number, registeredAt = '062'): string {
  const year = Number(birthDay.slice(0, 4));
  const century = Math.floor(year / 100) - 19;
  return `${registeredAt}${century * 2 + (sex === 'male' ? 0 : 1)}${String(year % 100).padStart(2, '0')}${String(run % 1_000_000).padStart(6, '0')}`;
}
