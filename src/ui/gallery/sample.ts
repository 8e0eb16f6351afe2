import type { NavItem, Who } from '../index.ts';

/** The sample desk. Everything in the gallery is made up and says so. */
export const who: Who = {
  role: 'Văn phòng Sở',
  place: 'Sở GDĐT Kon Tum',
  menu: [
    { href: '/gallery/parts', label: 'Hồ sơ của tôi' },
    { action: '/gallery/parts', label: 'English', fields: { language: 'en' } },
    { action: '/gallery/parts', label: 'Đăng xuất' },
  ],
};

export function nav(current: string): NavItem[] {
  return ['Chỉ tiêu', 'Đơn vị', 'Công việc', 'Văn bản', 'Báo cáo', 'Ngân sách'].map(label => ({
    href: label === 'Chỉ tiêu' ? '/gallery/board' : '/gallery/parts',
    label,
    current: label === current,
  }));
}
