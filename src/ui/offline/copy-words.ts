/** The words of the service worker alone: pages need not carry them. */
const vi = {
  copyOf: (when: string) => `Bản lưu lúc ${when}, chưa có mạng. Thay đổi được giữ trên máy này và gửi khi có mạng.`,
  offline: 'Chưa có mạng',
  offlineHere: 'Trang này chưa được mở khi có mạng nên không có trên máy. Các trang đang có:',
  offlineNone: 'Trang này chưa được mở khi có mạng. Máy này chưa giữ trang nào.',
  signOutOffline:
    'Các trang giữ trên máy đã xóa. Phiên đăng nhập chưa đóng được vì chưa có mạng: hãy đăng xuất lại khi có mạng.',
  again: 'Thử lại',
};

const en: typeof vi = {
  copyOf: when => `A copy of ${when}; there is no line. Changes are kept on this device and sent once there is one.`,
  offline: 'No line',
  offlineHere: 'This page was not opened while there was a line, so it is not on this device. Pages that are:',
  offlineNone: 'This page was not opened while there was a line. No pages are kept on this device.',
  signOutOffline:
    'The pages kept on this device are deleted. The session could not be closed without a line: sign out again once there is one.',
  again: 'Try again',
};

export type CopyWords = typeof vi;
export const copyWordsIn = (language: string): CopyWords => (language === 'en' ? en : vi);
