const vi = {
  range: 'Điểm từ 0 đến 10.',
  decimals: 'Chỉ một chữ số thập phân, ví dụ 8,5.',
  number: 'Ghi điểm bằng chữ số, ví dụ 7,5.',
  notKept: 'Máy này không giữ được thay đổi: hãy bấm Lưu khi có mạng.',
  savedAt: (time: string) => `Đã lưu ${time}`,
  waitLine: (n: number) => `${n} ô chờ mạng`,
  waitSending: (n: number) => `${n} ô đang gửi`,
  waitSignIn: (n: number) => `${n} ô chờ đăng nhập lại`,
  faulty: (n: number) => `${n} ô chưa lưu: xem lời ghi tại ô`,
  cellWaits: 'chờ mạng',
  conflict: (stands: string, mine: string) => `Người khác đã ghi ${stands}; bạn muốn ghi ${mine}.`,
  emptied: 'để trống',
  closed: 'Cột đã khóa: không dán vào được.',
  selected: (n: number) => `Đã chọn ${n} ô`,
  pasted: (n: number) => `Đã dán ${n} ô`,
  allSaved: 'Đã lưu tất cả.',
  rest: (rows: number, columns: number) =>
    `Khối dán lớn hơn bảng${rows > 0 ? `, thừa ${rows} dòng` : ''}${columns > 0 ? `, thừa ${columns} cột` : ''}. Phần thừa còn ở đây:`,
  closedCells: (n: number) => `${n} ô của khối rơi vào cột đã khóa và không được ghi. Các giá trị đó còn ở đây:`,
  copyRest: 'Chép phần này',
  dropRest: 'Bỏ',
  leaveFaults: 'Còn ô chưa lưu vì ghi chưa đúng. Rời trang này?',
  takenHere: 'Đã giữ trên máy này; sẽ gửi khi có mạng.',
  badge: (n: number) => `${n} chờ gửi`,
  out: {
    title: 'Còn thay đổi chưa gửi',
    text: (n: number) => `${n} thay đổi trên máy này chưa gửi được. Nếu đăng xuất:`,
    keep: 'Giữ trên máy này cho lần đăng nhập sau',
    drop: 'Bỏ hết và đăng xuất',
    stay: 'Ở lại',
  },
  list: {
    none: 'Không có gì đang chờ: mọi thay đổi trên máy này đã gửi.',
    waiting: 'Đang chờ gửi',
    matters: 'Cần bạn xem',
    wants: (value: string) => `muốn ghi ${value}`,
    stands: (value: string) => `đang là ${value}`,
    made: (when: string) => `ghi lúc ${when} theo đồng hồ máy này`,
    open: 'Mở trang để chọn',
    see: 'Mở trang',
    drop: 'Bỏ khỏi danh sách',
    send: 'Gửi ngay',
    signIn: 'Đăng nhập để gửi',
    noLine: 'Chưa gửi được: chưa có mạng.',
  },
};

const en: typeof vi = {
  range: 'A mark is 0 to 10.',
  decimals: 'One decimal only, like 8,5.',
  number: 'Write the mark in figures, like 7,5.',
  notKept: 'This device could not keep the change: press Save once there is a line.',
  savedAt: time => `Saved ${time}`,
  waitLine: n => `${n} waiting for a line`,
  waitSending: n => `${n} being sent`,
  waitSignIn: n => `${n} waiting for you to sign in again`,
  faulty: n => `${n} not saved: see the words at the cell`,
  cellWaits: 'waiting for a line',
  conflict: (stands, mine) => `Somebody else wrote ${stands}; you wanted ${mine}.`,
  emptied: 'nothing',
  closed: 'The column is closed: nothing can be pasted here.',
  selected: n => `${n} cells selected`,
  pasted: n => `${n} cells pasted`,
  allSaved: 'All saved.',
  rest: (rows, columns) =>
    `The block is larger than the table${rows > 0 ? `, by ${rows} rows` : ''}${columns > 0 ? `, by ${columns} columns` : ''}. What is beyond it is still here:`,
  closedCells: n => `${n} cells of the block fell on closed columns and were not written. Those values are still here:`,
  copyRest: 'Copy this',
  dropRest: 'Drop it',
  leaveFaults: 'Some cells are not saved because of faults. Leave this page?',
  takenHere: 'Kept on this device; sent once there is a line.',
  badge: n => `${n} unsent`,
  out: {
    title: 'Some changes are not sent',
    text: n => `${n} changes on this device could not be sent yet. If you sign out:`,
    keep: 'Keep them here until I sign in again',
    drop: 'Drop them and sign out',
    stay: 'Stay',
  },
  list: {
    none: 'Nothing waits: all changes made on this device were sent.',
    waiting: 'Waiting to be sent',
    matters: 'For you to look at',
    wants: value => `wanted ${value}`,
    stands: value => `is ${value}`,
    made: when => `made at ${when} by this device’s clock`,
    open: 'Open the page to choose',
    see: 'Open the page',
    drop: 'Take off the list',
    send: 'Send now',
    signIn: 'Sign in to send',
    noLine: 'Not sent: there is no line.',
  },
};

export type OfflineWords = typeof vi;
export const wordsIn = (language: string): OfflineWords => (language === 'en' ? en : vi);
export const pageLanguage = (): 'vi' | 'en' => (document.documentElement.lang === 'en' ? 'en' : 'vi');
export const pageWords = (): OfflineWords => wordsIn(pageLanguage());

const zone = 'Asia/Ho_Chi_Minh';
/** 14:03, in Vietnam, whatever the device believes. */
export const timeOf = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
/** 14:03 25/02. */
export const momentOf = (iso: string): string => {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: '2-digit', month: '2-digit' });
  return `${timeOf(iso)} ${day.format(new Date(iso))}`;
};
