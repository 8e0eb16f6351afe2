import type { ListedEntry } from './entry.ts';

/** Religions: QĐ 1019/QĐ-TCTK of 12/11/2008; 14 was added in 2014. Religion is sensitive: it is asked only where a form requires it. */
const source = 'QĐ 1019/QĐ-TCTK ngày 12/11/2008';

type Religion = [key: string, name: string, ...aliases: string[]];

const religionsInOrder: Religion[] = [
  ['phat-giao', 'Phật giáo', 'Đạo Phật', 'Phật'],
  ['cong-giao', 'Công giáo', 'Thiên Chúa giáo', 'Thiên chúa', 'Công giáo La Mã'],
  ['phat-giao-hoa-hao', 'Phật giáo Hoà Hảo', 'Hòa Hảo', 'PG Hoà Hảo'],
  ['hoi-giao', 'Hồi giáo', 'Islam'],
  ['cao-dai', 'Cao Đài', 'Đạo Cao Đài'],
  ['minh-su-dao', 'Minh sư đạo'],
  ['minh-ly-dao', 'Minh Lý đạo', 'Minh lý đạo - Tam tông miếu'],
  ['tin-lanh', 'Tin Lành', 'Đạo Tin Lành'],
  ['tinh-do-cu-si', 'Tịnh độ cư sĩ Phật hội Việt Nam', 'Tịnh độ cư sĩ'],
  ['tu-an-hieu-nghia', 'Tứ ân hiếu nghĩa', 'Đạo Tứ Ân Hiếu Nghĩa'],
  ['buu-son-ky-huong', 'Bửu sơn Kỳ hương'],
  ['ba-hai', "Ba Ha'i", 'Bahai', "Tôn giáo Baha'i"],
  ['ba-la-mon', 'Bà La Môn', 'Bàlamôn', 'Ấn giáo'],
  ['mac-mon', 'Mặc Môn', 'Mormon'],
];

export const religions: ListedEntry[] = [
  {
    list: 'religion',
    key: 'khong',
    name: 'Không',
    aliases: ['Không theo tôn giáo', 'Không tôn giáo', 'Không có'],
    codes: { gso: '00' },
    source,
  },
  ...religionsInOrder.map(
    ([key, name, ...aliases], index): ListedEntry => ({
      list: 'religion',
      key,
      name,
      aliases,
      codes: { gso: String(index + 1).padStart(2, '0') },
      source,
      ...(key === 'mac-mon' ? { fromDay: '2014-01-01' } : {}),
    }),
  ),
];
