import type { ListedEntry } from './entry.ts';

/** Groups of pupils for whom the state has a policy: exemptions, support for studies, rice and meals. Each names its document. */
type Group = Omit<ListedEntry, 'list' | 'codes'>;

const groups: Group[] = [
  {
    key: 'ho-ngheo',
    name: 'Hộ nghèo',
    aliases: ['Nghèo', 'Con hộ nghèo'],
    source: 'NĐ 07/2021/NĐ-CP (chuẩn nghèo đa chiều 2021-2025); NĐ 81/2021/NĐ-CP',
  },
  {
    key: 'ho-can-ngheo',
    name: 'Hộ cận nghèo',
    aliases: ['Cận nghèo', 'Con hộ cận nghèo'],
    source: 'NĐ 07/2021/NĐ-CP (chuẩn nghèo đa chiều 2021-2025); NĐ 81/2021/NĐ-CP',
  },
  {
    key: 'khuyet-tat',
    name: 'Khuyết tật',
    aliases: ['Học sinh khuyết tật', 'Khuyết tật hòa nhập'],
    source: 'Luật Người khuyết tật 51/2010/QH12; NĐ 81/2021/NĐ-CP',
  },
  { key: 'con-liet-si', name: 'Con liệt sĩ', aliases: ['Con của liệt sĩ'], source: 'Pháp lệnh 02/2020/UBTVQH14' },
  {
    key: 'con-thuong-binh',
    name: 'Con thương binh, bệnh binh',
    aliases: ['Con thương binh', 'Con bệnh binh', 'Con thương bệnh binh'],
    source: 'Pháp lệnh 02/2020/UBTVQH14',
  },
  {
    key: 'con-nguoi-co-cong',
    name: 'Con người có công khác',
    aliases: ['Con người có công', 'Gia đình có công'],
    source: 'Pháp lệnh 02/2020/UBTVQH14',
  },
  {
    key: 'mo-coi',
    name: 'Mồ côi, không nguồn nuôi dưỡng',
    aliases: ['Mồ côi', 'Mồ côi cả cha lẫn mẹ', 'Không nguồn nuôi dưỡng'],
    source: 'NĐ 20/2021/NĐ-CP; NĐ 81/2021/NĐ-CP',
  },
  {
    key: 'vung-dbkk',
    name: 'Thường trú ở vùng đặc biệt khó khăn',
    aliases: ['Vùng đặc biệt khó khăn', 'Xã khu vực III', 'Thôn đặc biệt khó khăn', 'ĐBKK'],
    source: 'QĐ 861/QĐ-TTg và QĐ 612/QĐ-UBDT năm 2021; NĐ 81/2021/NĐ-CP',
  },
  {
    key: 'dan-toc-rat-it-nguoi',
    name: 'Dân tộc thiểu số rất ít người',
    aliases: ['Dân tộc rất ít người', 'DTRIN'],
    source: 'NĐ 57/2017/NĐ-CP',
  },
  {
    key: 'ban-tru',
    name: 'Học sinh bán trú',
    aliases: ['Bán trú', 'Bán trú NĐ 116'],
    source: 'NĐ 116/2016/NĐ-CP',
    untilDay: '2025-05-01',
  },
  {
    key: 'ban-tru-2025',
    name: 'Học sinh, học viên bán trú',
    aliases: ['Bán trú NĐ 66'],
    source: 'NĐ 66/2025/NĐ-CP',
    fromDay: '2025-05-01',
  },
  { key: 'noi-tru', name: 'Học sinh dân tộc nội trú', aliases: ['Nội trú', 'PTDTNT'], source: 'TT 04/2023/TT-BGDĐT' },
  {
    key: 'con-ha-si-quan',
    name: 'Con hạ sĩ quan, binh sĩ tại ngũ',
    aliases: ['Con hạ sĩ quan', 'Con binh sĩ tại ngũ'],
    source: 'NĐ 81/2021/NĐ-CP',
  },
  {
    key: 'con-tai-nan-lao-dong',
    name: 'Con người bị tai nạn lao động, bệnh nghề nghiệp',
    aliases: ['Con cán bộ bị tai nạn lao động', 'Cha mẹ bị tai nạn lao động'],
    source: 'NĐ 81/2021/NĐ-CP',
  },
];

export const policyGroups: ListedEntry[] = groups.map(group => ({ list: 'policy', codes: {}, ...group }));
