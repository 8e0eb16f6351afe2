export const viHandover = {
  title: 'Chuyển hồ sơ, trích lục',
  pupil: (code: string, birthDay: string) => `Mã ${code} · sinh ngày ${birthDay}`,
  held: {
    title: 'Học bạ ở trường này',
    none: 'Chưa có học bạ nào của học sinh này. Học bạ được lập ở trang lớp, sau khi hiệu trưởng duyệt kết quả cả năm.',
    year: 'Năm học',
    grade: 'Khối',
    version: 'Bản',
    signed: 'Đã ký',
    unsigned: 'chưa ký',
    roles: { homeroom: 'Giáo viên chủ nhiệm', principal: 'Hiệu trưởng', seal: 'Đủ, có con dấu' },
  },
  out: {
    title: 'Gói hồ sơ chuyển trường',
    help: 'Một tệp zip: học bạ đã ký của từng năm (PDF, XML), kết quả các học kì của năm đang học, và bản kê có dấu băm của từng tệp. Trường nhận kiểm tra được từng tệp.',
    toWhom: 'Trường nhận',
    why: 'Lý do',
    button: 'Lập gói hồ sơ',
    done: 'Đã lập gói hồ sơ. Tải tệp ở mục Đã giao, đã nhận.',
  },
  extract: {
    title: 'Trích lục học bạ',
    help: 'Trích kết quả của những năm được chọn, theo học bạ đã lập. Đóng dấu điện tử nếu trường có con dấu trên hệ thống.',
    years: 'Năm học',
    toWhom: 'Cấp cho',
    why: 'Để làm gì',
    button: 'Cấp trích lục',
    done: (number: string) => `Đã cấp trích lục số ${number}. Tải tệp ở mục Đã giao, đã nhận.`,
    unsealed: (number: string) =>
      `Đã cấp trích lục số ${number}, chưa có dấu điện tử: trường chưa có con dấu trên hệ thống, hoặc bạn không được dùng con dấu. Hãy in, ký và đóng dấu.`,
  },
  log: {
    title: 'Đã giao, đã nhận',
    none: 'Chưa giao và chưa nhận gì.',
    kinds: { extract: 'Trích lục', 'package-out': 'Gói hồ sơ giao đi', 'package-in': 'Gói hồ sơ nhận về' },
    to: (whom: string) => `cho ${whom}`,
    from: (whom: string) => `từ ${whom}`,
    download: 'Tải tệp',
    house: 'Hệ thống',
  },
  into: {
    title: 'Nhận hồ sơ chuyển đến',
    arrivals: 'Học sinh chuyển đến từ trường trong tỉnh',
    arrivalsHelp: 'Trường cũ dùng chung hệ thống: nhận hồ sơ ngay, không cần tệp.',
    noArrivals: 'Không có học sinh nào mới chuyển đến từ trường trong tỉnh.',
    take: 'Nhận hồ sơ',
    taken: 'đã nhận',
    cameOn: (day: string) => `chuyển đến ngày ${day}`,
    upload: 'Bằng tệp',
    uploadHelp: 'Gói hồ sơ (.zip) mà trường cũ gửi. Từng tệp trong gói được kiểm tra trước khi nhận.',
    file: 'Gói hồ sơ',
    check: 'Kiểm tra gói',
    checked: 'Gói hồ sơ đã kiểm tra',
    from: 'Trường gửi',
    pupil: 'Học sinh trong gói',
    madeAt: 'Lập lúc',
    senders: {
      known: 'Bản kê do hệ thống này ký, không bị sửa',
      unknown: 'Bản kê do nơi khác ký: không rõ người gửi, hãy gọi cho trường gửi để chắc chắn',
    },
    files: 'Từng tệp',
    noResults: 'Gói không có kết quả học kì của năm đang học.',
    results: (count: number) => `Kết quả học kì của năm đang học: ${count} dòng`,
    whose: 'Nhận vào hồ sơ của',
    whoseHelp: 'Chỉ học sinh đang học ở trường này. Hãy xem đúng người trước khi nhận.',
    button: 'Nhận vào hồ sơ',
    done: (transcripts: number, recorded: number, left: number) =>
      [
        `Đã nhận ${transcripts} tệp học bạ; tải ở mục Đã giao, đã nhận.`,
        recorded > 0 && `${recorded} kết quả đã vào sổ.`,
        left > 0 && `${left} kết quả chưa vào sổ: giáo viên chủ nhiệm hoặc hiệu trưởng ghi ở trang lớp.`,
      ]
        .filter(Boolean)
        .join(' '),
    noneLikely: 'Không thấy học sinh nào có mã này ở trường; hãy tiếp nhận học sinh trước.',
    nothing: 'Hãy chọn một tệp .zip.',
  },
  faults: {
    empty: () => 'Tệp trống. Hãy chọn lại gói hồ sơ.',
    'too-large': () => 'Gói hồ sơ quá lớn: tối đa 25 MB.',
    'not-a-package': () => 'Tệp này không phải gói hồ sơ chuyển trường, hoặc đã hỏng. Hãy xin trường gửi lại.',
    'zip-bomb': () => 'Tệp nén này phình ra bất thường nên không được mở. Hãy xin trường gửi lại.',
    password: () => 'Tệp nén có mật khẩu. Hãy xin trường gửi gói không đặt mật khẩu.',
    'strange-file': (path: string) => `Gói có tệp lạ “${path}”, không phải gói hồ sơ do hệ thống lập.`,
    'no-manifest': (path: string) => `Gói không có bản kê ${path}, hoặc không đọc được bản kê. Hãy xin trường gửi lại.`,
    'manifest-forged': () =>
      'Bản kê đã bị sửa sau khi lập: chữ ký không đúng. Không nhận gói này; hãy gọi cho trường gửi.',
    'file-missing': (path: string) =>
      `Gói thiếu tệp “${path}” có trong bản kê. Không nhận gói này; hãy xin trường gửi lại.`,
    'file-altered': (path: string) =>
      `Tệp “${path}” đã bị sửa: khác với bản kê. Không nhận gói này; hãy gọi cho trường gửi.`,
    'file-unnamed': (path: string) =>
      `Tệp “${path}” không có trong bản kê. Không nhận gói này; hãy gọi cho trường gửi.`,
    'data-unreadable': (path: string) => `Không đọc được tệp “${path}” trong gói. Hãy xin trường gửi lại.`,
    'transcript-changed': (path: string) =>
      `Học bạ “${path}” không còn nguyên vẹn: chữ ký không khớp nội dung. Không nhận gói này; hãy gọi cho trường gửi.`,
  },
};
