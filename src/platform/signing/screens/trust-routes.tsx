import { type FieldFault, Notice, Stack } from '#ui';
import { type Ask, performFor, readFor, routes } from '../../http/env.ts';
import { attempt, contentOf, readForm } from '../../http/form.ts';
import { say, screen } from '../../http/screen.tsx';
import { NotAllowed } from '../../refusal.ts';
import { mayKeepTrust } from '../access.ts';
import { addTrustAnchor, keepRevocationList, removeTrustAnchor } from '../commands/keep-trust.ts';
import { listAnchors } from '../queries/anchors.ts';
import { signingWords } from '../words/index.ts';
import { AddAnchor, AnchorsTable, KeepList } from './anchors-table.tsx';

/** Whom the whole house believes: seen and kept by whoever administers all of it. */
export const trustRoutes = routes();
const path = '/signing/trust';

trustRoutes.get(path, ask => trustPage(ask));

trustRoutes.post(path, async ask => {
  const content = await fileIn(ask, 'file');
  const done = await attempt(ask, () => performFor(ask, addTrustAnchor, { file: content }));
  if (!done.ok) return trustPage(ask, done.faults);
  return after(ask, signingWords(ask.var.language).trust.added(done.answer.name));
});

trustRoutes.post(`${path}/remove`, async ask => {
  const fingerprint = (await readForm(ask)).text('fingerprint');
  const done = await attempt(ask, () => performFor(ask, removeTrustAnchor, { fingerprint }));
  if (!done.ok) return trustPage(ask, done.faults);
  return after(ask, signingWords(ask.var.language).trust.removed);
});

trustRoutes.post(`${path}/list`, async ask => {
  const content = await fileIn(ask, 'list');
  const done = await attempt(ask, () => performFor(ask, keepRevocationList, { file: content }));
  if (!done.ok) return trustPage(ask, done.faults);
  return after(ask, signingWords(ask.var.language).trust.listKept);
});

/** What was sent under this name; nothing where nothing was: the command says so. */
async function fileIn(ask: Ask, name: string): Promise<Uint8Array> {
  const [file] = (await readForm(ask)).files(name);
  return file ? (await contentOf(file)).content : new Uint8Array();
}

function after(ask: Ask, words: string): Response {
  say(ask, 'done', words);
  return ask.redirect(path, 303);
}

async function trustPage(ask: Ask, faults: FieldFault[] = []): Promise<Response> {
  const { language, system, actor } = ask.var;
  const text = signingWords(language).trust;
  const anchors = await readFor(ask, 'platform', async db => {
    if (!(await mayKeepTrust(db, actor))) throw new NotAllowed();
    return await listAnchors(system, db);
  });
  const faultsAt = (field: string) => faults.filter(fault => fault.field === field);
  return screen(
    ask,
    {
      title: text.title,
      actions: (
        <>
          <AddAnchor action={path} faults={faultsAt('file')} text={text} />
          <KeepList action={`${path}/list`} faults={faultsAt('list')} text={text} />
        </>
      ),
    },
    <Stack>
      {faults
        .filter(({ field }) => field !== 'file' && field !== 'list')
        .map(fault => (
          <Notice kind="fault">{fault.words}</Notice>
        ))}
      <p class="lead">{text.lead}</p>
      {anchors.every(each => each.development || each.removedAt) && <Notice kind="note">{text.onlyDevelopment}</Notice>}
      <AnchorsTable anchors={anchors} now={system.clock.now()} action={`${path}/remove`} text={text} />
    </Stack>,
    faults.length > 0 ? 422 : 200,
  );
}
