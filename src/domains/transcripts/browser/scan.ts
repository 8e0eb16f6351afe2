import type { readPicture } from './read-picture.ts';

type Reader = { readPicture: typeof readPicture };

/** The browser's own reader of codes, where it has one. */
interface OwnDetector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): OwnDetector } | undefined;

const LOOK_EVERY_MS = 200;

/** Reads a code by the browser's own means, else by the reader that is loaded for it. */
async function findCode(
  readerPath: string,
  source: CanvasImageSource,
  width: number,
  height: number,
): Promise<string | undefined> {
  if (typeof BarcodeDetector !== 'undefined') {
    const [found] = await new BarcodeDetector({ formats: ['qr_code'] }).detect(source).catch(() => []);
    if (found) return found.rawValue;
  }
  const reader: Reader = await import(readerPath);
  return reader.readPicture(source, width, height);
}

/** Wires camera and photo of the form to `found`. */
export function prepareScanning(form: HTMLFormElement, readerPath: string, found: (text: string) => void): void {
  const video = form.querySelector<HTMLVideoElement>('[data-camera]');
  const said = form.querySelector<HTMLElement>('[data-said]');
  const stopBox = form.querySelector<HTMLElement>('[data-stop]');
  const say = (text: string | undefined) => {
    if (!said) return;
    said.textContent = text ?? '';
    said.hidden = !text;
  };
  let stream: MediaStream | undefined;

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    if (video) video.hidden = true;
    if (stopBox) stopBox.hidden = true;
    say('');
  };

  const look = async (): Promise<void> => {
    if (!stream || !video) return;
    const text =
      video.videoWidth > 0 ? await findCode(readerPath, video, video.videoWidth, video.videoHeight) : undefined;
    if (text && stream) {
      stop();
      found(text);
    } else if (stream) setTimeout(() => void look(), LOOK_EVERY_MS);
  };

  form.querySelector('[name=scan]')?.addEventListener('click', async () => {
    if (!video || stream) return;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      video.srcObject = stream;
      video.hidden = false;
      if (stopBox) stopBox.hidden = false;
      say(said?.dataset.scanning);
      await video.play();
      void look();
    } catch {
      stop();
      say(said?.dataset.noCamera);
    }
  });
  form.querySelector('[name=stop]')?.addEventListener('click', stop);
  addEventListener('pagehide', stop);

  const photo = form.querySelector<HTMLInputElement>('input[type=file]');
  photo?.addEventListener('change', async () => {
    const [file] = photo.files ?? [];
    if (!file) return;
    say('');
    try {
      const picture = await createImageBitmap(file);
      const text = await findCode(readerPath, picture, picture.width, picture.height);
      if (text) found(text);
      else say(said?.dataset.none);
    } catch {
      say(said?.dataset.none);
    }
    photo.value = '';
  });
}
