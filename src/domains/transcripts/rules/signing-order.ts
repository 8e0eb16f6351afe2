/** Who signs the files, in their order (TT 22/2021 art. 18-20): subject teachers have confirmed, then these. */
export const signingRoles = ['homeroom', 'principal', 'seal'] as const;
export type SigningRole = (typeof signingRoles)[number];

/** Whose signature must stand before this one; undefined where the subject teachers' confirmations come before it. */
const roleBefore = (role: SigningRole): SigningRole | undefined => signingRoles[signingRoles.indexOf(role) - 1];

/** Who signs next, given who has. */
export const nextRole = (signed: readonly SigningRole[]): SigningRole | undefined =>
  signingRoles.find(role => !signed.includes(role));

/** What a signature says of itself, in the files. */
export const signingReason: Record<SigningRole, { role: string; reason: string }> = {
  homeroom: { role: 'Giáo viên chủ nhiệm', reason: 'Giáo viên chủ nhiệm xác nhận học bạ' },
  principal: { role: 'Hiệu trưởng', reason: 'Hiệu trưởng phê duyệt học bạ' },
  seal: { role: 'Cơ sở giáo dục', reason: 'Nhà trường đóng dấu học bạ' },
};

export type WhyNot = 'superseded' | 'revoked' | 'signed' | 'courses' | 'homeroom' | 'principal';

/** A transcript as the order of signing looks at it. */
export interface ToSign {
  isNewest: boolean;
  isRevoked: boolean;
  signed: readonly SigningRole[];
  /** Every subject of the pupil's class and grade is confirmed, and the confirmation still holds. */
  coursesConfirmed: boolean;
}

/** Why a role may not sign a transcript now; undefined where it may. Each step only when the one before is complete. */
export function whyNotYet(
  role: SigningRole,
  { isNewest, isRevoked, signed, coursesConfirmed }: ToSign,
): WhyNot | undefined {
  if (signed.includes(role)) return 'signed';
  if (isRevoked) return 'revoked';
  if (!isNewest) return 'superseded';
  const before = roleBefore(role);
  if (before === undefined) return coursesConfirmed ? undefined : 'courses';
  if (signed.includes(before)) return undefined;
  return before === 'principal' ? 'principal' : 'homeroom';
}
