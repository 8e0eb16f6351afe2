import { z } from 'zod';
import { languages } from '../../words.ts';
import { command } from '../../work.ts';
import { ownAccount } from './own-account.ts';

export const chooseLanguage = command('platform', 'choose-language', {
  input: z.object({ accountId: z.number(), language: z.enum(languages) }),
  async run(work, { accountId, language }) {
    await ownAccount(work, accountId);
    await work.db.updateTable('platform.account').set({ language }).where('account_id', '=', accountId).execute();
    work.audit({ event: 'language.chosen', subject: `account:${accountId}`, data: { language } });
  },
});
