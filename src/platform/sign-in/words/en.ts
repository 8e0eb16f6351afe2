import type { vi } from './vi.ts';

export const en: typeof vi = {
  signIn: {
    title: 'Sign in',
    login: 'User name or e-mail',
    password: 'Password',
    submit: 'Sign in',
    forgotten: 'Forgotten your password?',
    otherWays: 'Other ways to sign in',
    passkey: 'Sign in with a passkey (fingerprint, face, device code)',
    passkeyFailed: 'The passkey could not be used. Try again, or sign in with your password.',
    outside: name => `Sign in with ${name}`,
    help: 'No account yet? Pupils and parents ask the homeroom teacher or the school office; staff ask the administrator of their unit.',
  },
  faults: {
    loginMissing: 'Enter your user name or e-mail.',
    passwordMissing: 'Enter your password.',
    wrong: 'The user name or the password is not right. Check Caps Lock and the Vietnamese keyboard, then try again.',
    disabled: 'This account is locked. Ask the school office or the administrator of your unit.',
    wait: minutes => `Too many wrong attempts. Wait ${minutes} minutes and try again, or ask the school office to reset the password.`,
  },
  done: {
    signedOut: 'You have signed out.',
  },
};
