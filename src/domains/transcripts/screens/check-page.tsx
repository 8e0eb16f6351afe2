import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { Button, ButtonLink, type FieldFault, FileField, Form, Panel, type Slot, Stack, TextField } from '#ui';
import { checkingFiles } from '../browser/make-files.ts';
import { MOST_FILE_BYTES } from '../rules/look-over-file.ts';
import { type CheckingWords, checkingWords } from '../words/checking.ts';
import { CodeAnswers } from './code-check.tsx';

export type Way = 'file' | 'code' | 'number';

/** The public page: the answer first where there is one, then the three ways to ask. */
export async function checkPage(
  ask: Ask,
  given: { answer?: Slot; fault?: { way: Way; words: string }; typed?: string } = {},
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const text = checkingWords(ask.var.language);
  const files = await checkingFiles();
  const faultsOf = (way: Way): FieldFault[] =>
    given.fault?.way === way ? [{ field: way, words: given.fault.words }] : [];
  return screen(
    ask,
    { title: text.title, actions: given.answer ? <ButtonLink href="/check">{text.again}</ButtonLink> : undefined },
    <Stack>
      {given.answer ?? <p class="lead">{text.lead}</p>}
      <CodeAnswers text={text} />
      <Panel title={text.file.title}>
        <Form
          action="/check"
          files
          plain
          faults={faultsOf('file')}
          buttons={<Button filled={!given.answer}>{text.file.button}</Button>}
        >
          <FileField name="file" label={text.file.field} kinds={['.pdf', '.xml']} maxBytes={MOST_FILE_BYTES} />
        </Form>
      </Panel>
      <CodePanel text={text} faults={faultsOf('code')} typed={given.fault?.way === 'code' ? given.typed : undefined} />
      <Panel title={text.number.title}>
        <Form action="/check/number" plain faults={faultsOf('number')} buttons={<Button>{text.number.button}</Button>}>
          <TextField
            name="number"
            label={text.number.field}
            help={text.number.help}
            width="medium"
            maxLength={60}
            autocomplete="off"
            value={given.fault?.way === 'number' ? given.typed : undefined}
          />
        </Form>
      </Panel>
      <script type="module" src={files.page} data-reader={files.reader} id="checking-script" />
    </Stack>,
    status,
  );
}

function CodePanel({ text, faults, typed }: { text: CheckingWords; faults: FieldFault[]; typed: string | undefined }) {
  return (
    <Panel title={text.code.title} foot={<a href="/check/offline">{text.offline.link}</a>}>
      <Form action="/check/code" plain faults={faults} buttons={<Button>{text.code.button}</Button>}>
        <TextField
          name="code"
          label={text.code.field}
          help={text.code.help}
          lines={3}
          maxLength={2000}
          value={typed}
          autocomplete="off"
        />
      </Form>
    </Panel>
  );
}
