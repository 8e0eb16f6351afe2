/** Reads QR codes from pictures where the browser itself cannot. Loaded only once someone scans or chooses a photo. */
import decodeQR from 'qr/decode.js';

/** A photo has millions of points; a code is as well read from far fewer. */
const MOST_SIDE = 1600;

/** What the code in a picture says; undefined where there is none to be read. */
export function readPicture(source: CanvasImageSource, width: number, height: number): string | undefined {
  const scale = Math.min(1, MOST_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || canvas.width === 0 || canvas.height === 0) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 400 });
  } catch {
    return undefined;
  }
}
