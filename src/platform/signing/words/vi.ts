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
  notCertificate: 'Tệp này không phải chứng thư số (PEM hoặc DER) còn đọc được.',
  notAuthority: 'Chứng thư này không phải của cơ quan chứng thực tự ký (root).',
  notList: 'Tệp này không phải danh sách thu hồi (CRL), hoặc không do cơ quan nào được tin cậy ký.',
  olderList: 'Đã có danh sách thu hồi mới hơn của cơ quan này.',
  keyUnsuitable: 'Chứng thư phải dùng khóa ECDSA P-256 hoặc RSA từ 2048 bit, và được phép ký.',
  alreadyRevoked: 'Chữ ký số này đã bị thu hồi.',
};
