import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { Button, ButtonLink, type FieldFault, FileField, Form, Panel, Row, type Slot, Stack, TextField } from '#ui';
import { checkingFiles } from '../browser/make-files.ts';
import { MOST_FILE_BYTES } from '../rules/look-over-file.ts';
import { type CheckingWords, checkingWords } from '../words/checking.ts';
import { CodeAnswers } from './code-check.tsx';

export type Way = 'file' | 'code' | 'number';

interface Refused {
  way: Way;
  words: string;
  typed: string;
}

/** The public page: three ways to ask. The one that was refused stands first, where a phone shows it. */
export async function checkPage(ask: Ask, refused?: Refused, status: 200 | 422 | 429 = 200): Promise<Response> {
  const text = checkingWords(ask.var.language);
  const files = await checkingFiles();
  return screen(
    ask,
    { title: text.title },
    <Stack>
      <CodeAnswers text={text} />
      <p class="lead">{text.lead}</p>
      {(refused ? [refused.way, ...ways.filter(way => way !== refused.way)] : ways).map(way => {
        const WayPanel = panels[way];
        const isRefused = refused?.way === way;
        return (
          <WayPanel
            text={text}
            faults={isRefused ? [{ field: way, words: refused.words }] : []}
            typed={isRefused ? refused.typed : undefined}
          />
        );
      })}
      <script type="module" src={files.page} data-reader={files.reader} id="checking-script" />
    </Stack>,
    status,
  );
}

/** The page after asking: the answer and nothing beside it, but the way to ask again. */
export const answerPage = (ask: Ask, answer: Slot): Promise<Response> => {
  const text = checkingWords(ask.var.language);
  return screen(
    ask,
    {
      title: text.title,
      crumbs: [{ href: '/check', label: text.title }],
      crumb: text.answer,
    },
    <Stack>
      {answer}
      <Row>
        <ButtonLink href="/check">{text.again}</ButtonLink>
      </Row>
    </Stack>,
  );
};

interface PanelProps {
  text: CheckingWords;
  faults: FieldFault[];
  typed: string | undefined;
}

const FilePanel = ({ text, faults }: PanelProps) => (
  <Panel title={text.file.title}>
    <Form action="/check" files plain faults={faults} buttons={<Button filled>{text.file.button}</Button>}>
      <FileField name="file" label={text.file.field} kinds={['.pdf', '.xml']} maxBytes={MOST_FILE_BYTES} />
    </Form>
  </Panel>
);

const CodePanel = ({ text, faults, typed }: PanelProps) => (
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

const NumberPanel = ({ text, faults, typed }: PanelProps) => (
  <Panel title={text.number.title} foot={<a href="/check/revoked">{text.list.title}</a>}>
    <Form action="/check/number" plain faults={faults} buttons={<Button>{text.number.button}</Button>}>
      <TextField
        name="number"
        label={text.number.field}
        help={text.number.help}
        width="medium"
        maxLength={60}
        autocomplete="off"
        value={typed}
      />
    </Form>
  </Panel>
);

const ways: readonly Way[] = ['file', 'code', 'number'];
const panels = { file: FilePanel, code: CodePanel, number: NumberPanel };
