import type { Ask } from '#platform/http/env.ts';
import { assetPath, Button, fontPaths, Page, Panel, Stack, TextField } from '#ui';
import { checkingFiles } from '../browser/make-files.ts';
import { checkingWords } from '../words/checking.ts';
import { CodeAnswers } from './code-check.tsx';

/** The page that needs no network once it was opened: the same for everyone, so that it may be kept; nobody's name stands in it. */
export async function offlinePage(ask: Ask): Promise<Response> {
  const text = checkingWords(ask.var.language);
  const files = await checkingFiles();
  const words = text.code;
  ask.header('cache-control', 'no-cache');
  return ask.html(
    <Page language={ask.var.language} title={text.offline.title}>
      <link rel="manifest" href="/check/app.webmanifest" />
      <Stack>
        <CodeAnswers text={text} />
        <p class="lead">{text.offline.lead}</p>
        <Panel
          title={text.code.title}
          foot={
            <p class="facts-line">
              <span data-state-list>{text.offline.noList}</span>
              <span data-state-ready hidden>{` · ${text.offline.ready}`}</span>
              <span data-state-offline hidden>{` · ${text.offline.noNetwork}`}</span>
            </p>
          }
        >
          <noscript>
            <p>{text.offline.noScript}</p>
          </noscript>
          <form class="form" id="code-form">
            <video class="camera" data-camera muted playsinline hidden aria-label={words.scanning} />
            <p
              class="soft"
              data-said
              hidden
              role="status"
              data-no-camera={words.noCamera}
              data-none={words.noneInPhoto}
              data-scanning={words.scanning}
            />
            <div class="form-buttons">
              <Button filled type="button" name="scan">
                {words.scan}
              </Button>
              <span data-stop hidden>
                <Button type="button" name="stop">
                  {words.stop}
                </Button>
              </span>
            </div>
            <div class="field">
              <label for="code-photo">{words.photo}</label>
              <input id="code-photo" type="file" accept="image/*" />
            </div>
            <TextField name="code" label={words.field} lines={3} maxLength={2000} autocomplete="off" />
            <div class="form-buttons">
              <Button>{words.button}</Button>
            </div>
          </form>
        </Panel>
        <p>
          <a href="/check">{text.title}</a>
        </p>
      </Stack>
      <script
        type="module"
        src={files.page}
        data-reader={files.reader}
        data-worker="/check/worker.js"
        id="checking-script"
      />
    </Page>,
  );
}

/** What the page needs to be opened without a network, beside itself. */
export const filesKept = (files: { page: string; reader: string }): string[] => [
  assetPath('app.css'),
  assetPath('app.js'),
  assetPath('mark.svg'),
  ...fontPaths(),
  files.page,
  files.reader,
];
