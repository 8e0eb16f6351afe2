import type { Ask } from '#platform/http/env.ts';
import { idFrom, readFor, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { fold } from '#platform/text/index.ts';
import { getReadable } from '../queries/pupil-transcripts.ts';
import { printTranscript, readConfirmations, readKept, readSigned } from '../queries/signed-files.ts';
import { findNewestSigner } from '../queries/signers.ts';

/** A transcript's files as last signed; before that, a page that says it is a preview. */
export const fileRoutes = routes();

fileRoutes.get('/schools/:schoolId/transcripts/:transcriptId{[0-9]+}/transcript.pdf', async ask => {
  const { files, name } = await readFiles(ask);
  return fileAnswer(ask, files.pdf, 'application/pdf', `${name}.pdf`);
});

fileRoutes.get('/schools/:schoolId/transcripts/:transcriptId{[0-9]+}/transcript.xml', async ask => {
  const { files, name } = await readFiles(ask);
  return fileAnswer(ask, new TextEncoder().encode(files.xml), 'application/xml; charset=utf-8', `${name}.xml`);
});

async function readFiles(ask: Ask) {
  const [schoolId, transcriptId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'transcriptId')];
  const { system, actor } = ask.var;
  const { found, kept, confirmations, seal } = await readFor(ask, 'transcripts', async db => {
    const found = await getReadable(db, actor, schoolId, transcriptId);
    const [kept] = await readKept(db, schoolId, [transcriptId]);
    if (!kept) throw new NotAllowed();
    const isUnsigned = kept.newest === undefined;
    return {
      found,
      kept,
      confirmations: isUnsigned ? await readConfirmations(db, schoolId, kept.classId) : {},
      seal: isUnsigned ? await findNewestSigner(db, { kind: 'school', id: schoolId }) : undefined,
    };
  });
  const files = kept.newest
    ? await readSigned(system, kept.newest)
    : await printTranscript(system, kept, {
        confirmations,
        state: 'preview',
        isDevelopment: seal?.isDevelopment ?? true,
        at: system.clock.now(),
      });
  return { files, name: fold(`hoc-ba-${found.pupilCode}-${found.schoolYear}`).replaceAll(/[^a-z0-9]+/g, '-') };
}

function fileAnswer(ask: Ask, content: Uint8Array, type: string, name: string): Response {
  return ask.body(Buffer.from(content), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  });
}
