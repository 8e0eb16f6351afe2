import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's own choice) at OWASP's first step: 19 MiB, two passes, one lane; about 20 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Typed on another keyboard, "mật khẩu" may arrive in other code points: one form before hashing. */
const tidy = (password: string) => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => hash(tidy(password), cost);

let nobodys: Promise<string> | undefined;

/** Whether the password is right. Where there is no such account it takes as long, so that nobody can probe for names. */
export async function passwordMatches(password: string, kept: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword('a hash that nobody has');
  const isRight = await verify(kept ?? (await nobodys), tidy(password));
  return Boolean(kept) && isRight;
}
