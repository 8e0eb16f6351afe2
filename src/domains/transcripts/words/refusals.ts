import type { Verdict } from '#platform/signing/index.ts';
import type { Said } from '#platform/words.ts';
import type { SigningRole, WhyNot } from '../rules/signing-order.ts';

/** Why a role may not sign a transcript now, and what comes first. */
export const whyNotYetWords: Readonly<Record<WhyNot, Said>> = {
  superseded: { vi: 'đã có bản mới hơn thay thế', en: 'a newer version has replaced it' },
  revoked: { vi: 'đã bị thu hồi', en: 'it was revoked' },
  signed: { vi: 'đã ký bước này', en: 'this step is signed already' },
  courses: {
    vi: 'giáo viên bộ môn chưa xác nhận đủ các môn',
    en: 'subject teachers have not confirmed every subject',
  },
  homeroom: { vi: 'giáo viên chủ nhiệm chưa ký', en: 'the homeroom teacher has not signed' },
  principal: { vi: 'hiệu trưởng chưa ký', en: 'the principal has not signed' },
};

export const noSigner: Readonly<Record<SigningRole, Said>> = {
  homeroom: {
    vi: 'Thầy cô chưa có khóa ký: hãy tạo khóa ở trang Khóa ký, rồi ký lại.',
    en: 'You have no signing key yet: make one on the page of keys, then sign again.',
  },
  principal: {
    vi: 'Hiệu trưởng chưa có khóa ký: hãy tạo khóa ở trang Khóa ký, rồi ký lại.',
    en: 'You have no signing key yet: make one on the page of keys, then sign again.',
  },
  seal: {
    vi: 'Trường chưa có khóa đóng dấu: hãy tạo khóa ở trang Khóa ký, rồi đóng dấu lại.',
    en: 'The school has no seal yet: make one on the page of keys, then seal again.',
  },
};

/** Nothing can be signed: says how many wait for what. */
export function nothingToSign(notYet: Partial<Record<WhyNot, number>>): Said {
  const each = (language: 'vi' | 'en') =>
    Object.entries(whyNotYetWords)
      .flatMap(([why, said]) => {
        const count = notYet[why as WhyNot];
        return count ? [`${count} ${language === 'vi' ? 'học bạ' : 'transcripts'}: ${said[language]}`] : [];
      })
      .join('; ');
  const [vi, en] = [each('vi'), each('en')];
  return {
    vi: vi ? `Chưa có học bạ nào ký được. ${vi}.` : 'Chưa có học bạ nào: hãy lập học bạ trước.',
    en: en ? `No transcript can be signed yet. ${en}.` : 'There are no transcripts yet: make them first.',
  };
}

export const notVerified = (verdict: Verdict): Said => ({
  vi: `Tệp vừa ký không qua được lần kiểm tra lại (${verdict}), nên chưa tính là đã ký: hãy ký lại; nếu vẫn vậy, hãy đổi khóa ký.`,
  en: `The signed file did not pass the check (${verdict}) and does not count as signed: sign again, or change the key.`,
});
