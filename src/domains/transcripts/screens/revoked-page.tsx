import { count, day, dayTime } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { readCompactKeys } from '#platform/signing/index.ts';
import { ButtonLink, Definitions, Disclosure, Empty, Panel, Stack } from '#ui';
import { findRevocationList } from '../commands/publish-revocations.ts';
import { openSignedList } from '../rules/revocation-list.ts';
import { checkingWords } from '../words/checking.ts';

const MOST_SHOWN = 500;

/** The list for people: which one it is, of when, how many stand in it. */
export async function revokedPage(ask: Ask): Promise<Response> {
  const { system, language } = ask.var;
  const text = checkingWords(language);
  const words = text.list;
  const published = await findRevocationList(system);
  const keys = await readCompactKeys(system);
  const list = published && (await openSignedList(published.signed, keys));
  const crumbs = [{ href: '/check', label: text.title }];
  if (!list) return screen(ask, { title: words.title, crumbs }, <Empty text={words.none} />);
  const entries = [...list.ended];
  const of = (kind: 'superseded' | 'revoked') => entries.filter(([, each]) => each === kind).length;
  return screen(
    ask,
    {
      title: words.title,
      crumbs,
      actions: (
        <ButtonLink href="/check/revoked.txt" download icon="download">
          {words.download}
        </ButtonLink>
      ),
    },
    <Stack>
      <p class="lead">{words.lead}</p>
      <Panel title={text.offline.list(day(list.madeAt))}>
        <Definitions
          items={[
            { term: words.number, value: count(list.number) },
            { term: words.madeAt, value: dayTime(list.madeAt, language) },
            { term: words.superseded, value: count(of('superseded')) },
            { term: words.revoked, value: count(of('revoked')) },
            { term: words.keys, value: keys.map(key => key.id).join(', ') },
          ]}
        />
        {entries.length > 0 && (
          <Disclosure summary={words.hashes}>
            <ul>
              {entries.slice(0, MOST_SHOWN).map(([key, kind]) => (
                <li>{`${key} · ${words[kind]}`}</li>
              ))}
            </ul>
          </Disclosure>
        )}
      </Panel>
    </Stack>,
  );
}
