import QRCode from 'qrcode';
import { type HouseKey, signCompact, signCompactWith } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import { type QrFacts, writeQrPayload } from '../rules/qr-payload.ts';

/** The address in a transcript's QR code. What follows "#" stays with the reader: no server's log sees it. */
export async function qrText(system: System, facts: QrFacts): Promise<string> {
  return `${system.settings.publicUrl}/check#${await signCompact(system, writeQrPayload(facts))}`;
}

/** The same for many, with the house's key opened once. */
export const qrTextWith = (system: System, key: HouseKey, facts: QrFacts): string =>
  `${system.settings.publicUrl}/check#${signCompactWith(key, writeQrPayload(facts))}`;

/**
 * The code as SVG, one path, without a white frame of its own being forgotten: four modules of margin belong to it. For typst:
 * `image(bytes(data.qr), format: "svg", width: 32mm)`. Error correction M: a fold or a stamp's edge may cross it.
 */
export const qrSvg = (text: string): Promise<string> =>
  // One segment of bytes: looking for a better cut takes longer than all the rest, and finds none in base64.
  QRCode.toString([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    type: 'svg',
    errorCorrectionLevel: 'M',
    margin: 4,
  });

/** The same as a picture, for pages and tests. */
export const qrPng = (text: string, scale = 6): Promise<Uint8Array> =>
  QRCode.toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale });
