import { sql } from 'kysely';
import { forDomain } from '#platform/database/database.ts';
import { day } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { mayKeepTrust, readTrust } from '#platform/signing/index.ts';
import { Button, ButtonLink, Definitions, Form, Notice, Panel, Row, type Slot, Stack, StateChip } from '#ui';
import { readHolders, readKeys, type SchoolKey } from '../queries/school-keys.ts';
import type { SchoolSeen } from '../queries/school-transcripts.ts';
import { findNewestSigner, isUsable, type SignerSeen } from '../queries/signers.ts';
import { type DeskWords, deskWords } from '../words/desk.ts';
import { type KeyWords, keyWords } from '../words/keys.ts';
import { onSchool, transcriptsPath } from './desk-page.tsx';
import { EndKey, type EndRefused, KeysTable } from './key-table.tsx';

interface KeyPage {
  school: SchoolSeen;
  /** The asker's own name, where they work here or sign for the school. */
  name: string | undefined;
  mine: SignerSeen | undefined;
  seal: SignerSeen | undefined;
  /** Keys that the asker may see: all of the school for whoever keeps its seal, else their own. */
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
    const seen = holders.filter(({ owner }) => keepsSeal || (owner.kind === 'person' && owner.id === actor.personId));
    return {
      school,
      name: rows[0]?.name,
      mine: actor.personId === null ? undefined : await findNewestSigner(db, { kind: 'person', id: actor.personId }),
      seal: await findNewestSigner(db, { kind: 'school', id: school.schoolId }),
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
  const { school, name, mine, seal, keys } = seen;
  const now = ask.var.system.clock.now();
  const end = transcriptsPath(school, '/keys/end');
  const own = keys.find(key => key.signerId === mine?.signerId);
  return screen(
    ask,
    {
      title: text.key.title,
      crumbs: [{ href: transcriptsPath(school), label: text.title }],
      facts: school.school,
      actions: (
        <>
          {seen.mayRegister && (
            <ButtonLink href={transcriptsPath(school, '/keys/register')}>{words.register}</ButtonLink>
          )}
          {seen.keepsTrust && <ButtonLink href="/signing/trust">{words.trust}</ButtonLink>}
        </>
      ),
    },
    <Stack>
      <p class="lead">{text.key.help}</p>
      {keys.some(key => key.state === 'unknown-issuer') && <Notice kind="note">{words.askTrust}</Notice>}
      {name !== undefined && (
        <Key title={text.key.mine} signer={mine} none={text.key.none} now={now} text={text}>
          <Row>
            <Make school={school} whose="mine" label={text.key.make} filled={!isUsable(mine, now)} />
            {own?.mayRevoke && !seen.keepsSeal && (
              <EndKey signerId={own.signerId} holder={name} action={end} refused={refused} text={words} />
            )}
          </Row>
        </Key>
      )}
      <Key title={text.key.school} signer={seal} none={text.key.noneSchool} now={now} text={text}>
        {school.maySign && (
          <Row>
            <Make
              school={school}
              whose="school"
              label={text.key.makeSchool}
              filled={isUsable(mine, now) && !isUsable(seal, now)}
            />
          </Row>
        )}
      </Key>
      {seen.keepsSeal && <AllKeys keys={keys} end={end} refused={refused} words={words} />}
    </Stack>,
    refused ? 422 : 200,
  );
}

const AllKeys = (props: { keys: SchoolKey[]; end: string; refused: EndRefused | undefined; words: KeyWords }) => (
  <>
    <KeysTable keys={props.keys} action={props.end} refused={props.refused} text={props.words} />
    <p class="soft">{props.words.allHelp}</p>
  </>
);

function Key(props: {
  title: string;
  signer: SignerSeen | undefined;
  none: string;
  now: Date;
  text: DeskWords;
  children?: Slot;
}) {
  const { title, signer, none, now } = props;
  const words = props.text.key;
  return (
    <Panel title={title}>
      <Stack>
        {signer ? (
          <>
            <Row>
              {signer.isRevoked ? (
                <StateChip state="behind">{words.revoked}</StateChip>
              ) : signer.validUntil < now ? (
                <StateChip state="behind">{words.expired}</StateChip>
              ) : (
                <StateChip state="ok">{words.usable}</StateChip>
              )}
              {signer.isDevelopment && <StateChip state="near">{props.text.developmentShort}</StateChip>}
            </Row>
            <Definitions
              wide
              items={[
                { term: words.name, value: signer.name },
                { term: words.kind, value: words.kinds[signer.kind] },
                { term: words.until, value: day(signer.validUntil) },
                { term: words.fingerprint, value: <code>{signer.fingerprint}</code> },
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

function Make(props: {
  school: { schoolId: number; schoolYear: string };
  whose: string;
  label: string;
  filled: boolean;
}) {
  return (
    <Form action={transcriptsPath(props.school, '/keys')} hidden={{ whose: props.whose }}>
      <Button filled={props.filled}>{props.label}</Button>
    </Form>
  );
}
