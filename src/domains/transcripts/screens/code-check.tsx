import { Definitions, Panel, Stack } from '#ui';
import type { CheckState } from '../rules/judge.ts';
import type { CodeWhy } from '../rules/judge-code.ts';
import type { CheckingWords } from '../words/checking.ts';
import { Answer } from './check-result.tsx';

/** Every answer that a code may be given without asking the server, with its state. */
const answers: Record<CodeWhy, CheckState> = {
  'code-whole': 'valid',
  'list-old': 'unknown',
  'list-missing': 'unknown',
  superseded: 'superseded',
  revoked: 'revoked',
  'code-forged': 'changed',
  'code-unknown-key': 'unknown',
  'code-malformed': 'unknown',
};

/**
 * The answers as templates, so that the script writes no words and no markup of its own: it takes the one that fits, and fills
 * in what the code says (`data-fact`).
 */
export function CodeAnswers({ text }: { text: CheckingWords }) {
  const facts = Object.entries(text.facts).map(([name, term]) => ({ term, value: <span data-fact={name} /> }));
  return (
    <div
      id="code-answer"
      class="stack"
      hidden
      data-list={text.offline.list('{day}')}
      data-no-list={text.offline.noList}
      data-old={text.offline.old('{days}')}
    >
      {Object.entries(answers).map(([why, state]) => (
        <template data-why={why}>
          <Stack>
            <Answer state={state} why={why as keyof CheckingWords['why']} text={text}>
              <p data-list-age />
            </Answer>
          </Stack>
        </template>
      ))}
      <template data-why="facts">
        <Panel title={text.saysOfCode}>
          <Definitions items={facts} />
        </Panel>
      </template>
    </div>
  );
}
