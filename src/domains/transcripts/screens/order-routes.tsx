import { count } from '#platform/format.ts';
import { type Ask, idFrom, performFor, readFor, routes } from '#platform/http/env.ts';
import { readForm } from '#platform/http/form.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { findSigner, SigningFault, saidOf } from '#platform/signing/index.ts';
import { Button, ButtonLink, CopyText, type FieldFault, Form, Notice, Panel, Progress, Stack, TextField } from '#ui';
import { ownerFor } from '../commands/ask-signing.ts';
import { keepSignedHashes } from '../commands/keep-signed-hashes.ts';
import { hashBatches, signHashes } from '../jobs/sign-batch.ts';
import { openOrder, readReady } from '../jobs/work-off-order.ts';
import { makeOrderCode } from '../queries/order-code.ts';
import { findOrderWork, type OrderWork } from '../queries/order-work.ts';
import { getSchool } from '../queries/school-transcripts.ts';
import type { SignerSeen } from '../queries/signers.ts';
import type { SigningRole } from '../rules/signing-order.ts';
import { type DeskWords, deskWords } from '../words/desk.ts';
import { classPath, transcriptsPath } from './desk-page.tsx';

/** How far an order of signing is; it goes on when the page is left, and is found again on the school's page. */
export const orderRoutes = routes();
const base = '/schools/:schoolId/transcripts/orders/:orderId{[0-9]+}';
const ofOrder = (ask: Ask) => [idFrom(ask, 'schoolId'), idFrom(ask, 'orderId')] as const;

orderRoutes.get(base, ask => orderPage(ask));

/** One authorisation for the whole order: only hashes go to the service, and the code that was typed is kept nowhere. */
orderRoutes.post(`${base}/authorise`, async ask => {
  const form = await readForm(ask);
  const [schoolId, orderId] = ofOrder(ask);
  const { system, actor, language } = ask.var;
  const work = await openOrder(system, actor, schoolId, orderId);
  if (!work || work.order.askedBy !== actor.name) throw new NotAllowed();
  const [pin, otp] = [form.text('pin'), form.text('otp')];
  try {
    const signer = await findSigner(system, ownerFor(actor, schoolId, work.order.role), {
      ...(pin ? { pin } : {}),
      ...(otp ? { otp } : {}),
    });
    if (!signer) throw new SigningFault('no-signer');
    const hashes = await hashBatches(system, actor, work, await readReady(system, actor, work.order));
    const signed = await signHashes(signer, hashes);
    const values = hashes.map(({ transcriptId }, at) => ({
      transcriptId,
      pdf: signed[at]?.pdf ?? new Uint8Array(),
      xml: signed[at]?.xml ?? new Uint8Array(),
    }));
    if (values.length > 0) await performFor(ask, keepSignedHashes, { schoolId, signingOrderId: orderId, values });
  } catch (fault) {
    if (!(fault instanceof SigningFault)) throw fault;
    return orderPage(ask, [{ field: fault.code.startsWith('pin') ? 'pin' : 'otp', words: saidOf(fault)[language] }]);
  }
  return ask.redirect(`/schools/${schoolId}/transcripts/orders/${orderId}`, 303);
});

async function orderPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const [schoolId, orderId] = ofOrder(ask);
  const { system, actor, language } = ask.var;
  const text = deskWords(language);
  const opened = await openOrder(system, actor, schoolId, orderId);
  if (!opened) throw new NotAllowed();
  const { order, signer } = opened;
  const { school, work } = await readFor(ask, 'transcripts', async db => ({
    school: await getSchool(db, actor, schoolId, system.today(), order.schoolYear),
    work: await findOrderWork(db, schoolId, order.longWorkId),
  }));
  const isMine = order.askedBy === actor.name;
  if (!work || !(isMine || school.mayRead)) throw new NotAllowed();
  const waitsForKey = signer.kind !== 'local' && work.outcome !== 'done' && isMine && !signer.isRevoked;
  const runs =
    work.outcome === 'failed' || (work.outcome === null && (signer.kind === 'local' || work.begunAt !== null));
  const look = order.classIds.length === 1 ? classPath(schoolId, order.classIds[0] ?? 0) : transcriptsPath(order);
  return screen(
    ask,
    {
      title: text.order.title(order.role),
      crumbs: [
        { href: `/schools/${schoolId}?year=${order.schoolYear}`, label: school.school },
        { href: look, label: text.title },
      ],
      facts: signer.isDevelopment ? text.development : signer.name,
      ...(runs && !waitsForKey ? { refreshSeconds: 2 } : {}),
      actions:
        runs || waitsForKey ? (
          <ButtonLink href={ask.req.path.replace(/\/authorise$/, '')}>{text.order.reload}</ButtonLink>
        ) : undefined,
    },
    <Stack>
      {signer.isRevoked && work.outcome === null && (
        <Notice kind="fault">{saidOf(new SigningFault('signer-revoked'))[language]}</Notice>
      )}
      <State work={work} role={order.role} runs={runs} now={system.clock.now()} text={text} language={language} />
      {waitsForKey && work.outcome === null && (
        <Notice kind="note">{text.order.waitsForKey(count(work.total ?? 0))}</Notice>
      )}
      {waitsForKey && (
        <WithKey
          signer={signer}
          ask={ask}
          code={await makeOrderCode(system, schoolId, orderId)}
          faults={faults}
          text={text}
        />
      )}
      {!runs && !waitsForKey && (
        <div class="row">
          <ButtonLink href={look} filled>
            {text.order.look}
          </ButtonLink>
        </div>
      )}
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}

function State(props: {
  work: OrderWork;
  role: SigningRole;
  runs: boolean;
  now: Date;
  text: DeskWords;
  language: 'vi' | 'en';
}) {
  const { work, now, language } = props;
  const words = props.text.order;
  if (work.outcome === 'done')
    return <Notice kind="done">{`${words.done(count(work.done))} ${words.next[props.role]}`}</Notice>;
  if (work.outcome === 'refused')
    return (
      <Notice kind="fault">
        {`${work.answer?.failed ? words.refusedCount(count(work.answer.failed)) : words.refused} ${work.answer?.said?.[language] ?? ''}`}
      </Notice>
    );
  if (work.outcome === 'failed') return <Notice kind="note">{words.failed}</Notice>;
  if (!props.runs) return null;
  if (work.begunAt === null) return <Notice kind="note">{`${words.waiting} ${words.mayLeave}`}</Notice>;
  return (
    <Progress
      label={words.running}
      done={work.done}
      total={work.total ?? 0}
      unit={words.unit}
      mayLeave
      {...secondsLeft(work, now)}
    />
  );
}

/** At the pace so far. */
function secondsLeft({ begunAt, done, total }: OrderWork, now: Date): { secondsLeft?: number } {
  if (!begunAt || !total || done === 0) return {};
  return { secondsLeft: Math.round(((now.getTime() - begunAt.getTime()) / 1000 / done) * (total - done)) };
}

/** How the one who asked signs where the key is not kept here: from the machine with the token, or with the code of a service. */
function WithKey(props: { signer: SignerSeen; ask: Ask; code: string; faults: FieldFault[]; text: DeskWords }) {
  const { signer, ask, code, faults, text } = props;
  const words = text.order;
  const [schoolId, orderId] = ofOrder(ask);
  const isRemote = signer.kind === 'remote';
  const isHere = signer.token.library !== undefined;
  return (
    <>
      {!isRemote && !isHere && (
        <Panel title={words.token.title} foot={words.token.note}>
          <Stack>
            <p>{words.token.lead}</p>
            <CopyText text={signCommand(ask, signer, code, words.token.library)} />
            <p class="soft">{words.token.libraryHelp}</p>
          </Stack>
        </Panel>
      )}
      {(isRemote || isHere) && (
        <Panel title={isRemote ? words.remote.title : words.token.here}>
          <Form
            action={`/schools/${schoolId}/transcripts/orders/${orderId}/authorise`}
            faults={faults}
            buttons={<Button filled>{words.remote.sign}</Button>}
          >
            <TextField
              name="pin"
              label={words.remote.pin}
              help={words.remote.help}
              type="password"
              autocomplete="off"
              width="short"
            />
            {isRemote && (
              <TextField
                name="otp"
                label={words.remote.otp}
                keyboard="numeric"
                autocomplete="one-time-code"
                width="short"
                optional
              />
            )}
          </Form>
        </Panel>
      )}
    </>
  );
}

/** What is run on the machine with the token (bin/sign.ts), whole but for the maker's library, which lies elsewhere on each. */
function signCommand(ask: Ask, { token }: SignerSeen, code: string, library: string): string {
  const [schoolId, orderId] = ofOrder(ask);
  const { publicUrl } = ask.var.system.settings;
  const key = token.tokenSerial && token.keyId ? ` --token "${token.tokenSerial}" --key ${token.keyId}` : '';
  return `npm run sign -- --server ${publicUrl} --school ${schoolId} --order ${orderId} --code ${code} --library "${library}"${key}`;
}
