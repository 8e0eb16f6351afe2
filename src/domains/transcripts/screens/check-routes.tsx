import { createHash } from 'node:crypto';
import { type Ask, routes } from '#platform/http/env.ts';
import { readForm } from '#platform/http/form.ts';
import { letVisitorsSend } from '#platform/http/guard.ts';
import { countAttempt } from '#platform/sign-in/limit-attempts.ts';
import { addressOf } from '#platform/sign-in/where-from.ts';
import { readCompactKeys } from '#platform/signing/index.ts';
import { assetPath, Definitions, Panel, Stack } from '#ui';
import { checkingFiles } from '../browser/make-files.ts';
import { findRevocationList } from '../commands/publish-revocations.ts';
import { checkCode } from '../queries/check-code.ts';
import { checkFile } from '../queries/check-file.ts';
import { findStandingOfNumber } from '../queries/find-standing.ts';
import { schoolNames } from '../queries/school-names.ts';
import { judgeStanding } from '../rules/judge.ts';
import { type CheckingWords, checkingWords } from '../words/checking.ts';
import { answerPage, checkPage, type Way } from './check-page.tsx';
import { Answer, codeFacts, FileAnswer, standingWords } from './check-result.tsx';
import { filesKept, offlinePage } from './offline-page.tsx';
import { revokedPage } from './revoked-page.tsx';

/** Checking by anyone: no account, nothing kept but how often an address asks. */
export const checkingRoutes = routes();

letVisitorsSend('/check', 11);

checkingRoutes.get('/check', ask => checkPage(ask));

checkingRoutes.post('/check', async ask => {
  const text = checkingWords(ask.var.language);
  const [file] = (await readForm(ask)).files('file');
  const sent = file ?? (await emptyFile(ask));
  if (!sent) return refused(ask, 'file', text.faults.none);
  const wait = await mustWait(ask);
  if (wait) return refused(ask, 'file', text.faults.tooMany(wait), '', 429);
  const checked = await checkFile(ask.var.system, new Uint8Array(await sent.arrayBuffer()));
  if ('fault' in checked) return refused(ask, 'file', text.faults[checked.fault]);
  return answerPage(ask, <FileAnswer checked={checked} text={text} language={ask.var.language} />);
});

checkingRoutes.post('/check/code', ask =>
  answerTyped(ask, 'code', 4000, async (typed, text) => {
    const judged = await checkCode(ask.var.system, typed);
    const facts = 'facts' in judged ? judged.facts : undefined;
    return answerPage(
      ask,
      <Stack>
        <Answer state={judged.state} why={judged.why} text={text} />
        {facts && (
          <Panel title={text.saysOfCode}>
            <Definitions items={codeFacts(facts, await schoolNames(ask.var.system), text)} />
          </Panel>
        )}
      </Stack>,
    );
  }),
);

checkingRoutes.post('/check/number', ask =>
  answerTyped(ask, 'number', 60, async (typed, text) => {
    const standing = await findStandingOfNumber(ask.var.system, typed.replace(/\s/g, ''));
    if (!standing) return refused(ask, 'number', text.why['number-unknown'], typed);
    return answerPage(
      ask,
      <Answer {...judgeStanding(standing)} text={text}>
        <p>{standingWords(standing, { text, language: ask.var.language })}</p>
      </Answer>,
    );
  }),
);

/** What was typed, counted like a file; nothing typed is no attempt. */
async function answerTyped(
  ask: Ask,
  way: 'code' | 'number',
  most: number,
  answer: (typed: string, text: CheckingWords) => Promise<Response>,
): Promise<Response> {
  const text = checkingWords(ask.var.language);
  const typed = (await readForm(ask)).text(way).slice(0, most);
  if (!typed) return refused(ask, way, way === 'code' ? text.faults.noCode : text.faults.noNumber);
  const wait = await mustWait(ask);
  if (wait) return refused(ask, way, text.faults.tooMany(wait), typed, 429);
  return await answer(typed, text);
}

checkingRoutes.get('/check/offline', offlinePage);
checkingRoutes.get('/check/revoked', revokedPage);

checkingRoutes.get('/check/revoked.txt', async ask => {
  const list = await findRevocationList(ask.var.system);
  ask.header('cache-control', 'no-cache');
  return list ? ask.text(list.signed) : ask.body(null, 204);
});

checkingRoutes.get('/check/keys.json', async ask => {
  const { system } = ask.var;
  ask.header('cache-control', 'no-cache');
  return ask.json({ keys: await readCompactKeys(system), schools: await schoolNames(system) });
});

checkingRoutes.get('/check/app.webmanifest', ask => {
  const words = checkingWords(ask.var.language).offline;
  ask.header('cache-control', 'no-cache');
  return ask.body(
    JSON.stringify({
      name: words.title,
      short_name: words.shortName,
      lang: ask.var.language,
      start_url: '/check/offline',
      scope: '/check',
      display: 'standalone',
      background_color: '#f7f5f1',
      theme_color: '#1c2756',
      icons: [{ src: assetPath('mark.svg'), sizes: 'any', type: 'image/svg+xml' }],
    }),
    200,
    { 'content-type': 'application/manifest+json' },
  );
});

checkingRoutes.get('/check/worker.js', async ask => {
  const made = await checkingFiles();
  const files = filesKept(made);
  const version = createHash('sha256')
    .update(JSON.stringify([files, made.worker]))
    .digest('hex')
    .slice(0, 12);
  ask.header('cache-control', 'no-cache');
  ask.header('content-type', 'text/javascript; charset=utf-8');
  // The printed codes lead to /check itself, one step above where this script lies.
  ask.header('service-worker-allowed', '/check');
  return ask.body(`const KEPT=${JSON.stringify({ version, files })};${made.worker}`);
});

checkingRoutes.get('/check/files/:name', async ask => {
  const file = (await checkingFiles()).served.get(ask.req.param('name'));
  if (!file) return ask.notFound();
  ask.header('content-type', 'text/javascript; charset=utf-8');
  ask.header('cache-control', 'public,max-age=31536000,immutable');
  ask.header('vary', 'accept-encoding');
  if (!ask.req.header('accept-encoding')?.includes('gzip')) return ask.body(file.plain);
  ask.header('content-encoding', 'gzip');
  return ask.body(file.gzip);
});

const refused = (ask: Ask, way: Way, words: string, typed = '', status: 422 | 429 = 422) =>
  checkPage(ask, { way, words, typed }, status);

/** A file without content is told apart from no file: browsers send an empty one without a name for an empty field. */
async function emptyFile(ask: Ask): Promise<File | undefined> {
  const { file } = await ask.req.parseBody();
  return file instanceof File && file.name !== '' ? file : undefined;
}

/** How many minutes this address must wait; 0 where it may ask. Counted whatever comes of it. */
async function mustWait(ask: Ask): Promise<number> {
  const entry = await countAttempt(ask.var.system, [{ kind: 'check', subject: addressOf(ask) }]);
  return entry.may ? 0 : entry.minutes;
}
