export { keepsAccountOf } from './access.ts';
export { disableAccount, enableAccount, resetAccount, resetAccounts } from './commands/keep-accounts.ts';
export { makeAccount, makeAccounts, type NewAccount } from './commands/make-accounts.ts';
export { identify } from './identify.ts';
export { signInRoutes } from './routes.ts';
