export { disableAccount, enableAccount, resetAccount } from './commands/keep-accounts.ts';
export { type NewAccount, makeAccount, makeAccounts } from './commands/make-accounts.ts';
export { keepsAccountOf } from './access.ts';
export { identify } from './identify.ts';
export { signInRoutes } from './routes.ts';
