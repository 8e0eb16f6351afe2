import type { Settings } from '../../settings.ts';

/** Whom a passkey is made for: the host of PUBLIC_URL. Passkeys are worth nothing under another name (phishing). */
export const houseOf = (settings: Settings) => {
  const { origin, hostname } = new URL(settings.publicUrl);
  return { origin, id: hostname, name: 'Rông' };
};
