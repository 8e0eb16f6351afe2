import { type Chance, chance } from './chance.ts';
import type { People } from './names.ts';

/** The shape of the sample province: real districts and communes of 2023, made-up schools. */
export interface DistrictShape {
  key: string;
  gso: string;
  name: string;
  shortName: string;
  /** Shares of a hundred, in order; the rest are Kinh. */
  peoples: [People, number][];
  communes: [gso: string, name: string][];
}

export const districts: DistrictShape[] = [
  {
    key: 'kon-tum',
    gso: '608',
    name: 'Thành phố Kon Tum',
    shortName: 'Tp. Kon Tum',
    peoples: [
      ['ba-na', 22],
      ['gia-rai', 9],
      ['xo-dang', 4],
    ],
    communes: [
      ['23281', 'Phường Quang Trung'],
      ['23284', 'Phường Duy Tân'],
      ['23293', 'Phường Thắng Lợi'],
      ['23317', 'Xã Ngọk Bay'],
      ['23326', 'Xã Ia Chim'],
      ['23332', 'Xã Chư Hreng'],
    ],
  },
  {
    key: 'dak-glei',
    gso: '610',
    name: 'Huyện Đắk Glei',
    shortName: 'Đắk Glei',
    peoples: [
      ['gie-trieng', 62],
      ['xo-dang', 22],
    ],
    communes: [
      ['23341', 'Thị trấn Đắk Glei'],
      ['23353', 'Xã Đắk Pék'],
      ['23356', 'Xã Đắk Choong'],
      ['23362', 'Xã Mường Hoong'],
    ],
  },
  {
    key: 'ngoc-hoi',
    gso: '611',
    name: 'Huyện Ngọc Hồi',
    shortName: 'Ngọc Hồi',
    peoples: [
      ['gie-trieng', 34],
      ['xo-dang', 16],
      ['brau', 3],
      ['muong', 6],
    ],
    communes: [
      ['23377', 'Thị trấn Plei Kần'],
      ['23392', 'Xã Đắk Nông'],
      ['23395', 'Xã Đắk Kan'],
    ],
  },
  {
    key: 'dak-to',
    gso: '612',
    name: 'Huyện Đắk Tô',
    shortName: 'Đắk Tô',
    peoples: [
      ['xo-dang', 44],
      ['ba-na', 5],
    ],
    communes: [
      ['23401', 'Thị trấn Đắk Tô'],
      ['23428', 'Xã Diên Bình'],
      ['23431', 'Xã Kon Đào'],
    ],
  },
  {
    key: 'kon-plong',
    gso: '613',
    name: 'Huyện Kon Plông',
    shortName: 'Kon Plông',
    peoples: [
      ['xo-dang', 78],
      ['ba-na', 4],
    ],
    communes: [
      ['23473', 'Thị trấn Măng Đen'],
      ['23452', 'Xã Đắk Nên'],
      ['23470', 'Xã Hiếu'],
    ],
  },
  {
    key: 'kon-ray',
    gso: '614',
    name: 'Huyện Kon Rẫy',
    shortName: 'Kon Rẫy',
    peoples: [
      ['xo-dang', 32],
      ['ba-na', 32],
    ],
    communes: [
      ['23479', 'Thị trấn Đắk Rve'],
      ['23485', 'Xã Đắk Ruồng'],
      ['23491', 'Xã Đắk Tờ Re'],
    ],
  },
  {
    key: 'dak-ha',
    gso: '615',
    name: 'Huyện Đắk Hà',
    shortName: 'Đắk Hà',
    peoples: [
      ['xo-dang', 36],
      ['ba-na', 10],
      ['gia-rai', 2],
    ],
    communes: [
      ['23500', 'Thị trấn Đắk Hà'],
      ['23503', 'Xã Đắk PXi'],
      ['23510', 'Xã Đắk Ui'],
    ],
  },
  {
    key: 'sa-thay',
    gso: '616',
    name: 'Huyện Sa Thầy',
    shortName: 'Sa Thầy',
    peoples: [
      ['gia-rai', 26],
      ['xo-dang', 14],
      ['ba-na', 10],
      ['ro-mam', 2],
      ['thai', 5],
    ],
    communes: [
      ['23527', 'Thị trấn Sa Thầy'],
      ['23530', 'Xã Rơ Kơi'],
      ['23539', 'Xã Mô Rai'],
    ],
  },
  {
    key: 'tu-mo-rong',
    gso: '617',
    name: 'Huyện Tu Mơ Rông',
    shortName: 'Tu Mơ Rông',
    peoples: [['xo-dang', 94]],
    communes: [
      ['23407', 'Xã Đắk Rơ Ông'],
      ['23416', 'Xã Đắk Tờ Kan'],
      ['23422', 'Xã Tu Mơ Rông'],
    ],
  },
  {
    key: 'ia-hdrai',
    gso: '618',
    name: 'Huyện Ia H’Drai',
    shortName: 'Ia H’Drai',
    peoples: [
      ['thai', 26],
      ['muong', 16],
      ['gia-rai', 12],
      ['tay', 10],
    ],
    communes: [
      ['23535', 'Xã Ia Đal'],
      ['23536', 'Xã Ia Dom'],
      ['23538', 'Xã Ia Tơi'],
    ],
  },
];

export type LevelOfSchool =
  | 'preschool'
  | 'primary'
  | 'lower-secondary'
  | 'primary-lower'
  | 'lower-upper'
  | 'upper-secondary'
  | 'centre';

export interface SchoolShape {
  code: string;
  name: string;
  shortName: string;
  district: DistrictShape;
  commune: string;
  level: LevelOfSchool;
  boarding: 'none' | 'semi-boarding' | 'boarding';
  underDepartment: boolean;
  sites: string[];
  /** Classes in each grade. */
  classesAGrade: number;
  pupilsAClass: number;
  /** How well its clerk keeps up, of a hundred: what is missing in the sample is missing on purpose. */
  care: number;
}

/** Grades of a level; preschool is grade 0. */
export const gradesOf: Record<LevelOfSchool, number[]> = {
  preschool: [0],
  primary: [1, 2, 3, 4, 5],
  'lower-secondary': [6, 7, 8, 9],
  'primary-lower': [1, 2, 3, 4, 5, 6, 7, 8, 9],
  'lower-upper': [6, 7, 8, 9, 10, 11, 12],
  'upper-secondary': [10, 11, 12],
  centre: [10, 11, 12],
};

export const levelsOf: Record<
  LevelOfSchool,
  ('preschool' | 'primary' | 'lower-secondary' | 'upper-secondary' | 'continuing')[]
> = {
  preschool: ['preschool'],
  primary: ['primary'],
  'lower-secondary': ['lower-secondary'],
  'primary-lower': ['primary', 'lower-secondary'],
  'lower-upper': ['lower-secondary', 'upper-secondary'],
  'upper-secondary': ['upper-secondary'],
  centre: ['continuing'],
};

const levelDigit: Record<LevelOfSchool, string> = {
  preschool: '3',
  primary: '4',
  'lower-secondary': '5',
  'primary-lower': '5',
  'lower-upper': '7',
  'upper-secondary': '7',
  centre: '8',
};
const prefix: Record<LevelOfSchool, [string, string]> = {
  preschool: ['Trường Mầm non', 'MN'],
  primary: ['Trường Tiểu học', 'TH'],
  'lower-secondary': ['Trường THCS', 'THCS'],
  'primary-lower': ['Trường TH&THCS', 'TH&THCS'],
  'lower-upper': ['Trường THCS&THPT', 'THCS&THPT'],
  'upper-secondary': ['Trường THPT', 'THPT'],
  centre: ['Trung tâm GDNN-GDTX', 'GDNN-GDTX'],
};
const trees = [
  'Hoa Pơ Lang',
  'Hoa Sim',
  'Hoa Mai',
  'Măng Non',
  'Ánh Dương',
  'Sao Mai',
  'Bình Minh',
  'Vành Khuyên',
  'Sơn Ca',
  'Hướng Dương',
  'Tuổi Ngọc',
  'Hoa Ban',
  'Họa Mi',
  'Cầu Vồng',
];
const rivers = [
  'Sông Pô Kô',
  'Sông Đắk Bla',
  'Suối Đá',
  'Núi Xanh',
  'Đồi Thông',
  'Thác Trắng',
  'Cao Nguyên',
  'Rừng Xanh',
  'Bến Nước',
  'Nhà Rông',
  'Mặt Trời',
  'Đại Ngàn',
  'Lúa Mới',
  'Sương Mai',
];

/** Which levels each district has, in the small province: 24 schools with every kind among them. */
const smallPlan: Record<string, LevelOfSchool[]> = {
  'kon-tum': ['preschool', 'primary', 'lower-secondary', 'upper-secondary'],
  'dak-glei': ['primary', 'lower-secondary'],
  'ngoc-hoi': ['preschool', 'primary-lower', 'upper-secondary'],
  'dak-to': ['primary', 'lower-secondary'],
  'kon-plong': ['primary-lower', 'preschool'],
  'kon-ray': ['primary', 'lower-upper'],
  'dak-ha': ['primary', 'lower-secondary', 'centre'],
  'sa-thay': ['primary', 'lower-secondary'],
  'tu-mo-rong': ['primary', 'lower-secondary'],
  'ia-hdrai': ['primary-lower', 'preschool'],
};

/** About 40 schools a district, in the shares of a real province: a third preschools, a third primary schools, the rest above. */
const provincePlan: LevelOfSchool[] = [
  ...Array<LevelOfSchool>(12).fill('preschool'),
  ...Array<LevelOfSchool>(12).fill('primary'),
  ...Array<LevelOfSchool>(9).fill('lower-secondary'),
  ...Array<LevelOfSchool>(3).fill('primary-lower'),
  'upper-secondary',
  'upper-secondary',
  'lower-upper',
  'centre',
];

function nameFor(level: LevelOfSchool, district: DistrictShape, commune: string, index: number, rolls: Chance): string {
  const place = commune.replace(/^(Phường|Xã|Thị trấn) /, '');
  if (level === 'centre') return district.shortName.replace('Tp. ', '');
  if (level === 'preschool') {
    const first = trees.findIndex(tree => tree.length % 10 === Number(district.gso) % 10);
    return trees[(Math.max(0, first) + Number(district.gso) + index) % trees.length] ?? '';
  }
  return index % 2 === 0
    ? `${place}${index >= 4 ? ` ${Math.floor(index / 4) + 1}` : ''}`
    : `${rolls.pick(rivers)}${index >= 4 ? ` ${Math.floor(index / 4) + 1}` : ''}`;
}

/** The schools of the sample province. The same seed gives the same schools. */
export function schoolsOf(size: 'small' | 'province'): SchoolShape[] {
  const schools: SchoolShape[] = [];
  for (const district of districts) {
    const rolls = chance(`rong/${size}/${district.key}`);
    const levels = size === 'small' ? (smallPlan[district.key] ?? []) : provincePlan;
    const used = new Map<string, number>();
    levels.forEach((level, at) => {
      const commune = district.communes[at % district.communes.length]?.[1] ?? '';
      const index = used.get(level) ?? 0;
      used.set(level, index + 1);
      const remote = district.peoples.reduce((sum, [, share]) => sum + share, 0) > 60;
      const isSemiBoarding = remote && (level === 'lower-secondary' || level === 'primary-lower');
      const [long, short] = isSemiBoarding
        ? [`Trường PTDTBT ${prefix[level][1]}`, `PTDTBT ${prefix[level][1]}`]
        : prefix[level];
      const own = nameFor(level, district, commune, index, rolls);
      const big = size === 'province';
      schools.push({
        code: `62${district.gso}${levelDigit[level]}${String(at + 1).padStart(2, '0')}`,
        name: `${long} ${own}`,
        shortName: `${short} ${own}`,
        district,
        commune,
        level,
        boarding: isSemiBoarding ? 'semi-boarding' : 'none',
        underDepartment: level === 'upper-secondary' || level === 'lower-upper',
        sites:
          level === 'preschool' || level === 'primary' || level === 'primary-lower'
            ? Array.from(
                { length: remote ? rolls.whole(1, 3) : rolls.whole(0, 1) },
                (_, n) => `Điểm trường thôn ${n + 1 + index}`,
              )
            : [],
        classesAGrade:
          level === 'preschool'
            ? big
              ? rolls.whole(8, 12)
              : rolls.whole(4, 6)
            : big
              ? rolls.whole(2, level === 'upper-secondary' ? 8 : 4)
              : rolls.whole(1, 2),
        pupilsAClass: level === 'preschool' ? rolls.whole(22, 28) : rolls.whole(26, big ? 36 : 32),
        care: rolls.percent(18) ? rolls.whole(40, 75) : rolls.percent(45) ? 100 : rolls.whole(86, 99),
      });
    });
  }
  return schools;
}
