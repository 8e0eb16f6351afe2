/** Passwords that are tried first, here and everywhere; compared without marks, case, spaces and trailing digits. */
const commonest = new Set([
  'password',
  'passw0rd',
  'matkhau',
  'matkhaucuatoi',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'asdfghjkl;',
  'iloveyou',
  'anhyeuem',
  'emyeuanh',
  'khongco',
  'khongbiet',
  'vietnam',
  'vietnamvodich',
  'hochiminh',
  'hanoi',
  'saigon',
  'kontum',
  'quangngai',
  'giaovien',
  'hocsinh',
  'truonghoc',
  'hieutruong',
  'admin',
  'administrator',
  'abc',
  'abcabc',
  'abcdef',
  'abcdefgh',
  'abcdefghij',
  'letmein',
  'welcome',
  'changeme',
  'test',
  'rong',
  'xinchao',
  'conyeume',
  'giadinh',
  'tinhyeu',
  'quenmatkhau',
  'nhatruong',
  'truongem',
  'lophoc',
]);

export type PasswordFault = 'short' | 'long' | 'login' | 'common';

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
    .replaceAll(/\s/g, '');

const isOneRun = (text: string) => {
  const steps = [...text].slice(1).map((letter, at) => (letter.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0));
  return (
    steps.every(step => step === 0) ||
    steps.every(step => step === 1 || step === -9) ||
    steps.every(step => step === -1 || step === 9)
  );
};

/**
 * What is wrong with a new password, if anything. Length counts and guessability; a mixture of kinds of letters is not
 * asked for (NIST SP 800-63B, 3.1.1.2): it makes people write "Matkhau@1".
 */
export function faultOfPassword(password: string, login: string): PasswordFault | undefined {
  if ([...password].length < 10) return 'short';
  if (password.length > 200) return 'long';
  const bare = fold(password);
  const name = fold(login.split('@')[0] ?? login);
  if (bare.includes(name) && bare.length - name.length < 6) return 'login';
  const word = bare.replaceAll(/[^a-z;]+$|^[^a-z;]+/g, '').replaceAll('@', 'a');
  if (commonest.has(word) || commonest.has(bare) || isOneRun(bare) || new Set(bare).size < 4) return 'common';
  if (/^(\d{1,2}[./-]?\d{1,2}[./-]?(19|20)\d\d|(19|20)\d\d[./-]?\d{1,2}[./-]?\d{1,2})$/.test(bare)) return 'common';
  return undefined;
}
