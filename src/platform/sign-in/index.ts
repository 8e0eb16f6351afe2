export { type NewAccount, makeAccount, makeAccounts } from './commands/make-accounts.ts';
export { identify } from './identify.ts';
export { signInRoutes } from './routes.ts';
