/**
 * Public holidays, days off for a holiday that fell on a weekend, and working days swapped (Labour Code 2019, art. 112; swaps
 * are decided each year). Sure ones name their document; the others are said to be computed or remembered, for someone to confirm.
 */
export type CalendarKind = 'holiday' | 'substitute' | 'swap-off' | 'swap-work';

export interface CalendarDay {
  day: string;
  kind: CalendarKind;
  name: string;
  document: string;
}

const law = 'Bộ luật Lao động 2019, Điều 112';
const toConfirm = `${law}; ngày nghỉ cụ thể cần đối chiếu với thông báo của năm`;

function days(kind: CalendarKind, name: string, document: string, ...all: string[]): CalendarDay[] {
  return all.map(day => ({ day, kind, name, document }));
}

/** Every day from one to another, both included. */
function between(first: string, last: string): string[] {
  const found: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000)
    found.push(new Date(at).toISOString().slice(0, 10));
  return found;
}

const newYear = 'Tết Dương lịch';
const tet = 'Tết Nguyên đán';
const hungKings = 'Giỗ Tổ Hùng Vương';
const victory = 'Ngày Chiến thắng';
const labour = 'Ngày Quốc tế lao động';
const national = 'Quốc khánh';

export const calendarDays: readonly CalendarDay[] = [
  ...days('holiday', newYear, law, '2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01'),
  ...days('substitute', newYear, law, '2022-01-03', '2023-01-02'),
  ...days('swap-off', newYear, 'Thông báo 12729 của Văn phòng Chính phủ', '2026-01-02'),
  ...days('swap-work', newYear, 'Thông báo 12729 của Văn phòng Chính phủ', '2026-01-10'),

  ...days('holiday', tet, toConfirm, ...between('2022-01-31', '2022-02-04')),
  ...days('holiday', tet, 'Thông báo nghỉ Tết Nguyên đán 2023', ...between('2023-01-20', '2023-01-26')),
  ...days('holiday', tet, toConfirm, ...between('2024-02-08', '2024-02-14')),
  ...days('holiday', tet, 'Thông báo 8726 của Văn phòng Chính phủ', ...between('2025-01-25', '2025-02-02')),
  ...days('holiday', tet, 'Thông báo nghỉ Tết Nguyên đán 2026', ...between('2026-02-16', '2026-02-20')),

  ...days('holiday', hungKings, law, '2022-04-10', '2023-04-29', '2024-04-18', '2025-04-07', '2026-04-26'),
  ...days('substitute', hungKings, law, '2022-04-11', '2026-04-27'),

  ...days('holiday', victory, law, '2022-04-30', '2023-04-30', '2024-04-30', '2025-04-30', '2026-04-30'),
  ...days('holiday', labour, law, '2022-05-01', '2023-05-01', '2024-05-01', '2025-05-01', '2026-05-01'),
  ...days('substitute', victory, law, '2022-05-02', '2023-05-02'),
  ...days('substitute', labour, law, '2022-05-03', '2023-05-03'),
  ...days('swap-off', victory, 'Thông báo hoán đổi ngày nghỉ 30/4 năm 2024', '2024-04-29'),
  ...days('swap-work', victory, 'Thông báo hoán đổi ngày nghỉ 30/4 năm 2024', '2024-05-04'),
  ...days('swap-off', labour, 'Thông báo hoán đổi ngày nghỉ 1/5 năm 2025', '2025-05-02'),
  ...days('swap-work', labour, 'Thông báo hoán đổi ngày nghỉ 1/5 năm 2025', '2025-04-26'),

  ...days(
    'holiday',
    national,
    toConfirm,
    '2022-09-01',
    '2022-09-02',
    '2023-09-01',
    '2023-09-02',
    '2025-09-01',
    '2025-09-02',
  ),
  ...days('holiday', national, 'Thông báo nghỉ Quốc khánh 2024', '2024-09-02', '2024-09-03'),
  ...days('substitute', national, toConfirm, '2023-09-04'),
];
