const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A session ends after 30 days, whatever happens; families on their own telephones need not sign in every morning. */
export const SESSION_DAYS = 30;

/** Who holds a role sees other people's data, often on a shared computer of the school: 12 hours unused end it. */
export const STAFF_IDLE_HOURS = 12;

export const expiryOf = (begun: Date): Date => new Date(begun.getTime() + SESSION_DAYS * DAY);

export const isIdleTooLong = (seen: Date, now: Date, holdsRole: boolean): boolean =>
  holdsRole && now.getTime() - seen.getTime() > STAFF_IDLE_HOURS * HOUR;

/** When somebody was last seen is written at most once a minute, so that reading a page does not mean a write. */
export const isWorthNoting = (seen: Date, now: Date): boolean => now.getTime() - seen.getTime() >= MINUTE;
