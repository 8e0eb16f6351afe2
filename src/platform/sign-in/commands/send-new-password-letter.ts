import { z } from 'zod';
import { writeLetter } from '../../mail/letter.ts';
import { isLanguage } from '../../words.ts';
import { command } from '../../work.ts';
import { NEW_PASSWORD_MINUTES, rowOf } from '../steps.ts';
import { newToken } from '../token.ts';
import { wordsOf } from '../words/index.ts';

/**
 * Sends a one-time link to whoever forgot their password, where the account has an e-mail. Nothing tells the asker whether
 * there is such an account; in each case the audit knows that somebody asked.
 */
export const sendNewPasswordLetter = command('platform', 'send-new-password-letter', {
  input: z.object({ login: z.string() }),
  async run(work, { login }) {
    work.allowAnyone('whoever forgot the password cannot sign in to ask');
    const account = await work.db
      .selectFrom('platform.account')
      .select(['account_id', 'login', 'email', 'language'])
      .where(one => one.or([one('login', '=', login), one('email', '=', login)]))
      .where('disabled_at', 'is', null)
      .orderBy(one => one('login', '=', login), 'desc')
      .limit(1)
      .executeTakeFirst();
    work.audit({
      event: 'new-password.asked',
      subject: account ? `account:${account.account_id}` : 'account:unknown',
      data: { sent: Boolean(account?.email) },
    });
    if (!account?.email) return;
    const token = newToken();
    await work.db
      .insertInto('platform.sign_in_step')
      .values(rowOf(work.now, token, 'new-password', account.account_id, {}))
      .execute();
    const t = wordsOf(isLanguage(account.language) ? account.language : 'vi').letter;
    const link = `${work.system.settings.publicUrl.replace(/\/$/, '')}/new-password?token=${token}`;
    await writeLetter(work, {
      receiver: account.email,
      title: t.title,
      body: t.body(account.login, link, NEW_PASSWORD_MINUTES),
    });
  },
});
