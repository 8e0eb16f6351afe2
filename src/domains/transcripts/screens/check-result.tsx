import { day, dayTime } from '#platform/format.ts';
import type { VerifiedSignature } from '#platform/signing/index.ts';
import { Definitions, Facts, type Language, Notice, Panel, type Slot, Stack, type State, Timeline, Verdict } from '#ui';
import type { FileChecked } from '../queries/check-file.ts';
import type { CheckState, Standing } from '../rules/judge.ts';
import type { QrFacts } from '../rules/qr-payload.ts';
import type { CheckingWords } from '../words/checking.ts';

export const looks: Record<CheckState, State> = {
  valid: 'ok',
  changed: 'behind',
  superseded: 'near',
  revoked: 'behind',
  unknown: 'silent',
};

interface Said {
  text: CheckingWords;
  language: Language;
}

/** The answer's head: the state in large letters and the one sentence. */
export function Answer(props: {
  state: CheckState;
  why: keyof CheckingWords['why'];
  text: CheckingWords;
  children?: Slot;
}) {
  return (
    <Verdict state={looks[props.state]} title={props.text.states[props.state]}>
      <p>{props.text.why[props.why]}</p>
      {props.children}
    </Verdict>
  );
}

/** All that is known of a file: the answer, the warning of trial certificates, each signature, and how it stands here. */
export function FileAnswer({ checked, text, language }: Said & { checked: FileChecked }) {
  const { judged, verified, standing } = checked;
  // Where all are for trying out, the note above says it once.
  const isMixed = verified.signatures.some(one => !one.development);
  return (
    <Stack>
      <Answer {...judged} text={text} />
      {verified.development && <Notice kind="note">{text.development}</Notice>}
      <Panel title={text.signatures.title}>
        <Timeline
          items={verified.signatures.map((one, index) =>
            signatureLine(one, standing?.roles[index], isMixed, { text, language }),
          )}
          empty={text.signatures.none}
        />
      </Panel>
      <Panel title={text.standing.title}>
        {standing ? (
          <StandingFacts checked={checked} standing={standing} text={text} language={language} />
        ) : (
          <p>{text.standing.notHere}</p>
        )}
      </Panel>
    </Stack>
  );
}

function signatureLine(
  one: VerifiedSignature,
  role: Standing['roles'][number] | undefined,
  isMixed: boolean,
  { text, language }: Said,
) {
  const words = text.signatures;
  const isGood = one.intact && one.certificate === 'trusted' && one.changedAfter !== 'content';
  const claimed = one.claimedAt ? words.claimed(dayTime(one.claimedAt, language)) : words.noTime;
  const stamp = one.timeStamp;
  const stamped =
    stamp && (stamp.trusted ? words.stamped(dayTime(stamp.at, language), stamp.authority) : words.stampUnknown);
  return {
    when: [claimed, stamped].filter(Boolean).join(' · '),
    title: one.name ?? one.subject,
    who: role ? words.roles[role] : one.reason,
    state: looks[isGood ? 'valid' : one.intact && one.changedAfter !== 'content' ? 'unknown' : 'changed'],
    detail: (
      <>
        <Facts
          items={[
            words.issuer(one.issuer),
            // "Recognised" beside "of no legal value" would say both at once: the note above says what such a one is worth.
            !(one.development && one.certificate === 'trusted') && words.certificate[one.certificate],
            !one.revocationChecked && one.certificate === 'trusted' && words.revocationUnknown,
          ]}
        />
        <Facts
          items={[
            one.intact ? words.after[one.changedAfter] : words.broken,
            isMixed && one.development && words.development,
          ]}
        />
      </>
    ),
  };
}

function StandingFacts({ checked, standing, text, language }: Said & { checked: FileChecked; standing: Standing }) {
  const words = text.standing;
  const kept = checked.isKept ? words.keptYes : standing.fileAfter === null ? words.keptNo : words.keptMore;
  return (
    <Definitions
      items={[
        { term: words.kept, value: kept },
        { term: words.signed, value: standing.roles.map(role => text.signatures.roles[role]).join(' · ') },
        { term: words.version, value: standingWords(standing, { text, language }) },
      ]}
    />
  );
}

export function standingWords(standing: Standing, { text, language }: Said): string {
  const words = text.standing;
  if (standing.revokedAt) return words.revoked(dayTime(standing.revokedAt, language));
  if (standing.supersededAt) return words.superseded(dayTime(standing.supersededAt, language));
  return words.newest;
}

/** What a code says of a pupil and the year: no more than stands on the paper beside it. */
export function codeFacts(facts: QrFacts, schoolNames: Record<string, string>, text: CheckingWords) {
  const words = text.facts;
  return [
    { term: words.pupilName, value: facts.pupilName },
    { term: words.birthDay, value: day(facts.birthDay) },
    { term: words.school, value: schoolNames[facts.schoolCode] ?? facts.schoolCode },
    { term: words.schoolYear, value: facts.schoolYear },
    { term: words.grade, value: String(facts.grade) },
    { term: words.academic, value: facts.academic },
    { term: words.conduct, value: facts.conduct },
    { term: words.outcome, value: facts.outcome },
    { term: words.publicId, value: facts.publicId },
    { term: words.issuedAt, value: day(facts.issuedAt) },
  ];
}
