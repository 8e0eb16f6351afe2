import { sql } from 'kysely';
import { day } from '#platform/format.ts';
import { type Ask, performFor, routes } from '#platform/http/env.ts';
import { readForm } from '#platform/http/form.ts';
import { say, screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { issueSigner } from '#platform/signing/index.ts';
import { Button, Definitions, Form, Panel, Row, type Slot, Stack, StateChip } from '#ui';
import { findNewestSigner, type SignerSeen } from '../queries/signers.ts';
import { type DeskWords, deskWords } from '../words/desk.ts';
import { onSchool, transcriptsPath, YearFacts } from './desk-page.tsx';

/** Which key signs for me, and which is the school's seal; development keys are made here and say so. */
export const keyRoutes = routes();
const path = '/schools/:schoolId/transcripts/keys';

const readKeys = (ask: Ask) =>
  onSchool(ask, async (db, school) => {
    const { actor } = ask.var;
    // Whoever works here, and the head of the school, who may hold the office without a position in its list.
    const { rows } = await sql<{
      name: string;
    }>`select p.full_name as name from directory.published_person p where p.person_id = ${actor.personId}
        and (${school.maySign} or ${school.maySeal}) union all
      select f.full_name from schools.published_staff f where f.school_id = ${school.schoolId} and f.person_id = ${actor.personId} limit 1`.execute(
      db,
    );
    return {
      school,
      name: rows[0]?.name,
      mine: actor.personId === null ? undefined : await findNewestSigner(db, { kind: 'person', id: actor.personId }),
      seal: await findNewestSigner(db, { kind: 'school', id: school.schoolId }),
    };
  });

keyRoutes.get(path, async ask => {
  const text = deskWords(ask.var.language);
  const { school, name, mine, seal } = await readKeys(ask);
  const now = ask.var.system.clock.now();
  return screen(
    ask,
    {
      title: text.key.title,
      crumbs: [{ href: transcriptsPath(school), label: text.title }],
      facts: <YearFacts school={school} />,
    },
    <Stack>
      <p class="soft">{text.key.help}</p>
      {name !== undefined && (
        <Key title={text.key.mine} signer={mine} none={text.key.none} now={now} text={text}>
          <Make school={school} whose="mine" label={text.key.make} filled={!mine} />
        </Key>
      )}
      <Key title={text.key.school} signer={seal} none={text.key.noneSchool} now={now} text={text}>
        {school.maySign && (
          <Make school={school} whose="school" label={text.key.makeSchool} filled={Boolean(mine) && !seal} />
        )}
      </Key>
    </Stack>,
  );
});

keyRoutes.post(path, async ask => {
  const whose = (await readForm(ask)).text('whose');
  const { school, name } = await readKeys(ask);
  const { personId } = ask.var.actor;
  const isSeal = whose === 'school';
  if (!isSeal && (name === undefined || personId === null)) throw new NotAllowed();
  await performFor(ask, issueSigner, {
    owner: isSeal ? { kind: 'school' as const, id: school.schoolId } : { kind: 'person' as const, id: personId ?? 0 },
    name: isSeal ? school.school : (name ?? ''),
    organisation: school.school,
  });
  say(ask, 'done', deskWords(ask.var.language).key.made);
  return ask.redirect(transcriptsPath(school, '/keys'), 303);
});

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
