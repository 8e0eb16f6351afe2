import type { CertificateState, Verdict } from '../types.ts';

const certificate: Record<CertificateState, string> = {
  trusted: 'Chứng thư được tin cậy',
  'unknown-issuer': 'Không rõ cơ quan cấp chứng thư',
  'not-valid-at-signing': 'Chứng thư không có hiệu lực lúc ký',
  revoked: 'Chứng thư đã bị thu hồi',
};

const verdict: Record<Verdict, string> = {
  valid: 'Chữ ký hợp lệ',
  'not-trusted': 'Nội dung còn nguyên, nhưng có chứng thư không được tin cậy',
  changed: 'Nội dung đã bị thay đổi sau khi ký',
  'signature-missing': 'Thiếu chữ ký',
  unsigned: 'Chưa có chữ ký',
  unreadable: 'Không đọc được tệp',
};

export const vi = {
  certificate,
  verdict,
  /** Beside every signature that leads to the development authority. */
  development: 'Chữ ký thử nghiệm, không có giá trị pháp lý',
  developmentName: 'Rông – CA thử nghiệm (không có giá trị pháp lý)',
  changedAfter: {
    nothing: 'Sau chữ ký này không có gì được thêm',
    signatures: 'Sau chữ ký này chỉ có thêm chữ ký',
    marks: 'Sau chữ ký này có thêm chữ ký có hình',
    content: 'Sau chữ ký này nội dung đã bị thay đổi',
  },
  coversWhole: 'Bao trùm toàn bộ tệp',
  claimedTime: 'Thời điểm ký do người ký khai',
  stampedTime: 'Dấu thời gian',
  stampedBy: (authority: string) => `do ${authority} cấp`,
  stampUnknown: 'Không rõ cơ quan cấp dấu thời gian',
  revocationUnknown: 'Chưa có danh sách thu hồi còn hạn để đối chiếu',
  issuedBy: (issuer: string) => `Cấp bởi ${issuer}`,
  serial: 'Số chứng thư',
  fault: {
    'no-signer': 'Chưa có chữ ký số. Hãy đăng ký chữ ký số trước khi ký.',
    'signer-revoked': 'Chữ ký số này đã bị thu hồi. Hãy đăng ký chữ ký số mới.',
    'certificate-expired': 'Chứng thư số đã hết hạn hoặc chưa có hiệu lực. Hãy gia hạn rồi ký lại.',
    'pin-wrong': 'Mã PIN hoặc OTP chưa đúng. Hãy nhập lại; nhập sai nhiều lần thiết bị sẽ bị khóa.',
    'pin-locked': 'Thiết bị ký đã bị khóa vì nhập sai PIN nhiều lần. Hãy liên hệ nơi cấp để mở khóa.',
    'authorisation-expired': 'Lần cho phép ký đã hết hạn. Hãy nhập lại PIN hoặc OTP.',
    'authorisation-needed': 'Cần nhập PIN hoặc OTP để ký.',
    'service-down': 'Không kết nối được dịch vụ ký. Chưa có gì được ký; hãy thử lại sau.',
    'service-answer': 'Dịch vụ ký trả lời không đúng. Chưa có gì được ký; hãy thử lại hoặc báo nơi cung cấp.',
    'token-missing': 'Không thấy thiết bị ký. Hãy cắm thiết bị rồi thử lại.',
    'key-missing': 'Thiết bị không có khóa đã đăng ký. Hãy kiểm tra đúng thiết bị chưa.',
    'signature-wrong': 'Chữ ký nhận được không khớp với chứng thư. Chưa có gì được ký.',
    'time-stamp-failed': 'Không lấy được dấu thời gian. Hãy thử lại sau.',
    'place-too-small': 'Dấu thời gian dài hơn chỗ đã chừa. Hãy ký lại.',
    'file-unreadable': 'Không đọc được tệp cần ký.',
  },
  certificateFile: {
    'certificate-missing': 'Chưa chọn tệp chứng thư, hoặc tệp trống. Hãy chọn tệp .cer, .crt, .der hoặc .pem.',
    'certificate-too-large': 'Tệp lớn hơn 64 KB nên không phải một chứng thư. Hãy chọn tệp .cer, .crt, .der hoặc .pem.',
    'certificate-secret':
      'Tệp này chứa khóa bí mật (.p12, .pfx, .key). Không gửi khóa bí mật cho ai, kể cả hệ thống này: tệp đã bị bỏ, không lưu. Hãy chỉ xuất chứng thư, dạng .cer hoặc .pem.',
    'certificate-request':
      'Đây là yêu cầu cấp chứng thư (CSR), chưa phải chứng thư. Hãy gửi chứng thư mà cơ quan chứng thực đã cấp.',
    'certificate-bundle':
      'Đây là tệp gộp PKCS #7 (.p7b). Hãy mở tệp này trên máy, xuất từng chứng thư dạng .cer rồi gửi.',
    'not-certificate':
      'Tệp này không phải chứng thư số (PEM hoặc DER), hoặc đã hỏng. Hãy xuất lại chứng thư dạng .cer hoặc .pem.',
  },
  anchor: {
    'one-at-a-time': 'Tệp có nhiều chứng thư. Hãy gửi từng chứng thư gốc một, để biết chắc mình tin ai.',
    'not-authority':
      'Đây không phải chứng thư gốc (root, tự ký) của một cơ quan chứng thực. Hãy gửi chứng thư gốc, không phải chứng thư của người ký hay chứng thư trung gian.',
    'development-authority':
      'Đây là CA thử nghiệm của Rông, không có giá trị pháp lý, nên không làm gốc tin cậy được. Hãy gửi chứng thư gốc của cơ quan chứng thực được cấp phép.',
    'anchor-expired': 'Chứng thư gốc này đã hết hạn hoặc chưa có hiệu lực. Hãy lấy bản còn hạn ở cơ quan chứng thực.',
    'already-trusted': 'Chứng thư gốc này đang được tin cậy rồi. Không có gì thay đổi.',
  },
  notList:
    'Tệp này không phải danh sách thu hồi (CRL), hoặc không do cơ quan nào được tin cậy ký. Hãy thêm chứng thư gốc của cơ quan đó trước, rồi gửi lại.',
  olderList: 'Đã có danh sách thu hồi mới hơn của cơ quan này. Hãy tải bản mới nhất ở cơ quan chứng thực.',
  register: {
    'several-signers':
      'Có nhiều chứng thư của người ký. Hãy gửi một chứng thư của khóa này, kèm chứng thư trung gian nếu có.',
    'only-authorities':
      'Đây là chứng thư của cơ quan chứng thực, không phải của người ký. Hãy gửi chứng thư của chính khóa này.',
    'already-registered': 'Khóa này đã được đăng ký và đang dùng. Không có gì thay đổi.',
    'registered-to-another': 'Khóa này đã đăng ký cho người khác. Hãy kiểm tra đúng thiết bị và đúng người chưa.',
  },
  keyUnsuitable:
    'Chứng thư phải dùng khóa ECDSA P-256 hoặc RSA từ 2048 bit, và được phép ký. Hãy hỏi nơi cấp về chứng thư để ký tài liệu.',
  alreadyRevoked: 'Chữ ký số này đã bị thu hồi, không dùng lại được. Hãy đăng ký chữ ký số mới.',
  trust: {
    title: 'Gốc tin cậy',
    lead: 'Chữ ký nào dẫn tới một chứng thư gốc ở đây thì cả hệ thống tin, và trang kiểm tra học bạ nói “được công nhận”. Trước khi thêm, hãy so vân tay với vân tay mà cơ quan chứng thực công bố.',
    caption: 'Các chứng thư gốc',
    heads: {
      name: 'Cơ quan chứng thực',
      until: 'Có hiệu lực đến',
      list: 'Danh sách thu hồi',
      state: 'Trạng thái',
      act: '',
    },
    serial: 'Số chứng thư',
    fingerprint: 'Vân tay SHA-256',
    states: {
      trusted: 'được tin cậy',
      development: 'thử nghiệm, không có giá trị pháp lý',
      expired: 'hết hạn: hãy thay',
      removed: (day: string) => `đã bỏ ngày ${day}`,
    },
    listOf: (day: string) => `của ngày ${day}`,
    listOwn: 'tự lập',
    noList: 'chưa có',
    onlyDevelopment:
      'Chưa có cơ quan chứng thực nào ngoài CA thử nghiệm: chữ ký bằng token hay ký từ xa sẽ chưa được công nhận. Hãy thêm chứng thư gốc của cơ quan cấp token.',
    empty: 'Chứng thư gốc của cơ quan chứng thực sẽ đứng ở đây.',
    add: 'Thêm chứng thư gốc',
    addHelp:
      'Chứng thư gốc (root) của cơ quan chứng thực được cấp phép, dạng .cer, .crt, .der hoặc .pem, tải ở trang của cơ quan đó. Tối đa 64 KB.',
    file: 'Tệp chứng thư gốc',
    added: (name: string) => `Đã thêm “${name}”. Hãy so vân tay trong bảng với vân tay mà cơ quan đó công bố.`,
    remove: 'Bỏ',
    removeTitle: (name: string) => `Bỏ “${name}” khỏi gốc tin cậy`,
    removeHelp:
      'Mọi chữ ký dẫn tới chứng thư gốc này, kể cả đã ký trước đây, sẽ hiện là không rõ nơi cấp. Thêm lại lúc nào cũng được.',
    removed: 'Đã bỏ khỏi gốc tin cậy.',
    keepList: 'Nạp danh sách thu hồi',
    keepListHelp:
      'Danh sách thu hồi (CRL, dạng .crl) tải ở trang của cơ quan chứng thực. Nhờ đó biết chứng thư nào đã bị thu hồi.',
    listFile: 'Tệp danh sách thu hồi',
    listKept: 'Đã nạp danh sách thu hồi.',
    listMissing: 'Chưa chọn tệp danh sách thu hồi, hoặc tệp trống. Hãy chọn tệp .crl.',
  },
};
