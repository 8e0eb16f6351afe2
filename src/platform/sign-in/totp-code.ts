import { generateSecret, generateURI, verify } from 'otplib';
import { toString as drawQr } from 'qrcode';

export const newTotpSecret = (): string => generateSecret();

/** What the authenticator app reads from the picture. */
export const totpUri = (login: string, secret: string): string => generateURI({ issuer: 'Rông', label: login, secret });

/** The same as a picture: SVG, so that it prints and needs no script. */
export const totpPicture = (uri: string): Promise<string> =>
  drawQr(uri, { type: 'svg', errorCorrectionLevel: 'M', width: 220, margin: 2 });

/**
 * The time step of a code that is right now, or was half a minute ago or will be (telephones' clocks stray); undefined for
 * a wrong one. Who calls must refuse a step that was used before (RFC 6238, 5.2): see begin-session.
 */
export async function stepOfCode(secret: string, code: string, now: Date): Promise<number | undefined> {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const result = await verify({ secret, token, epoch: Math.floor(now.getTime() / 1000), epochTolerance: 30 });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
