import { sql } from 'kysely';
import { forDomain } from '#platform/database/database.ts';
import { day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { mayKeepTrust, type Owner, readTrust } from '#platform/signing/index.ts';
import { Button, ButtonLink, Definitions, Form, Notice, Panel, Row, type Slot, Stack, StateChip } from '#ui';
import { readHolders, readKeys, type SchoolKey } from '../queries/school-keys.ts';
import type { SchoolSeen } from '../queries/school-transcripts.ts';
import { deskWords } from '../words/desk.ts';
import { type KeyWords, keyWords } from '../words/keys.ts';
import { onSchool, transcriptsPath } from './desk-page.tsx';
import { EndKey, type EndRefused, KeyStanding, KeysTable } from './key-table.tsx';

interface KeyPage {
  school: SchoolSeen;
  /** The asker's own name, where they work here or sign for the school. */
  name: string | undefined;
  /** All of the school for whoever keeps its seal; else the asker's own, and the seal. */
  keys: SchoolKey[];
  keepsSeal: boolean;
  mayRegister: boolean;
  keepsTrust: boolean;
}

export async function readKeyPage(ask: Ask): Promise<KeyPage> {
  const { actor, system } = ask.var;
  const trust = await readTrust(system);
  return await onSchool(ask, async (db, school) => {
    // Whoever works here, and the head of the school, who may hold the office without a position in its list.
    const { rows } = await sql<{
      name: string;
    }>`select p.full_name as name from directory.published_person p where p.person_id = ${actor.personId}
        and (${school.maySign} or ${school.maySeal}) union all
      select f.full_name from schools.published_staff f where f.school_id = ${school.schoolId} and f.person_id = ${actor.personId} limit 1`.execute(
      db,
    );
    const holders = await readHolders(db, actor, school.schoolId);
    const keepsSeal = holders.some(({ owner, mayRegister }) => owner.kind === 'school' && mayRegister);
    const seen = holders.filter(
      ({ owner }) => keepsSeal || owner.kind === 'school' || (owner.kind === 'person' && owner.id === actor.personId),
    );
    return {
      school,
      name: rows[0]?.name,
      keys: await readKeys(db, actor, seen, trust),
      keepsSeal,
      mayRegister: holders.some(holder => holder.mayRegister),
      keepsTrust: await mayKeepTrust(forDomain<'platform'>(db), actor),
    };
  });
}

export async function keyPage(ask: Ask, seen: KeyPage, refused?: EndRefused): Promise<Response> {
  const { language } = ask.var;
  const [text, words] = [deskWords(language), keyWords(language)];
  const { school, name, keys } = seen;
  const [end, register] = [transcriptsPath(school, '/keys/end'), transcriptsPath(school, '/keys/register')];
  const newest = (kind: Owner['kind'], id: number | null) =>
    keys.find(({ holder: { owner } }) => owner.kind === kind && owner.id === id);
  const [mine, seal] = [newest('person', ask.var.actor.personId), newest('school', school.schoolId)];
  const endsOwn = mine?.mayRevoke && !seen.keepsSeal;
  return screen(
    ask,
    {
      title: text.key.title,
      crumbs: [{ href: transcriptsPath(school), label: text.title }],
      facts: school.school,
      actions: (
        <>
          {seen.mayRegister && <ButtonLink href={register}>{words.register}</ButtonLink>}
          {seen.keepsTrust && <ButtonLink href="/signing/trust">{words.trust}</ButtonLink>}
        </>
      ),
    },
    <Stack>
      <p class="lead">{text.key.help}</p>
      {keys.some(key => key.state === 'unknown-issuer') && <Notice kind="note">{words.askTrust}</Notice>}
      {name !== undefined && (
        <Key title={text.key.mine} signer={mine} none={text.key.none} words={words}>
          {(takesTrial(mine) || endsOwn) && (
            <Row>
              {takesTrial(mine) && (
                <Make school={school} whose="mine" label={text.key.make} filled={mine?.state !== 'usable'} />
              )}
              {mine && endsOwn && (
                <EndKey signerId={mine.signerId} holder={name} action={end} refused={refused} text={words} />
              )}
            </Row>
          )}
        </Key>
      )}
      <Key title={text.key.school} signer={seal} none={text.key.noneSchool} words={words}>
        {school.maySign && takesTrial(seal) && (
          <Row>
            <Make
              school={school}
              whose="school"
              label={text.key.makeSchool}
              filled={mine?.state === 'usable' && seal?.state !== 'usable'}
            />
          </Row>
        )}
      </Key>
      {seen.keepsSeal && <KeysTable keys={keys} action={end} register={register} refused={refused} text={words} />}
      {seen.keepsSeal && keys.length > 0 && <p class="soft">{words.allHelp}</p>}
    </Stack>,
    refused ? 422 : 200,
  );
}

function Key(props: { title: string; signer: SchoolKey | undefined; none: string; words: KeyWords; children?: Slot }) {
  const { title, signer, none, words } = props;
  return (
    <Panel title={title}>
      <Stack>
        {signer ? (
          <>
            <Row>
              <KeyStanding of={signer} text={words} />
              {signer.development && <StateChip state="near">{words.development}</StateChip>}
            </Row>
            <Definitions
              wide
              items={[
                { term: words.name, value: signer.name },
                { term: words.heads.kind, value: words.kinds[signer.kind] },
                { term: words.heads.issuer, value: signer.issuer },
                { term: words.heads.serial, value: <code>{signer.serial}</code> },
                { term: words.heads.until, value: day(signer.validUntil) },
              ]}
            />
          </>
        ) : (
          <p>{none}</p>
        )}
        {props.children}
      </Stack>
    </Panel>
  );
}

/** A trial key is never offered beside a real one in use, whose place it would take. */
const takesTrial = (key: SchoolKey | undefined) =>
  !key || key.development || key.state === 'revoked' || key.state === 'expired';

function Make(props: { school: SchoolSeen; whose: 'mine' | 'school'; label: string; filled: boolean }) {
  return (
    <Form action={transcriptsPath(props.school, '/keys')} hidden={{ whose: props.whose }}>
      <Button filled={props.filled}>{props.label}</Button>
    </Form>
  );
}
