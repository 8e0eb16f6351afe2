import { Worker } from 'node:worker_threads';
import type { Block } from './block.ts';
import { type DocumentFault, documentLimits, UnreadableDocument } from './fault.ts';

type Answer = { ok: true; read: { blocks: Block[]; setAside: string[] } } | { ok: false; code: DocumentFault };

const LOOK_EVERY_MS = 50;

/**
 * Reads a .pdf in a thread of its own, which is ended where it takes longer or more memory than any document: a PDF may unpack
 * to a thousand times its size, page by page, and the pages of everybody else must go on meanwhile.
 */
export async function readPdfApart(bytes: Uint8Array): Promise<{ blocks: Block[]; setAside: string[] }> {
  const worker = new Worker(new URL('./read-pdf-worker.ts', import.meta.url), {
    workerData: bytes,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: documentLimits.pdfMegabytes },
  });
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  let look: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('message', resolve);
      // Out of memory, or pdfjs came to grief outside its promises.
      worker.once('error', () => reject(new UnreadableDocument('zipBomb')));
      worker.once('exit', () => reject(new UnreadableDocument('unreadable')));
      look = setInterval(() => {
        const grown = (process.memoryUsage().rss - before) / 2 ** 20;
        if (grown > 2 * documentLimits.pdfMegabytes || performance.now() - begun > documentLimits.pdfSeconds * 1000)
          reject(new UnreadableDocument('zipBomb'));
      }, LOOK_EVERY_MS);
    });
    if (!answer.ok) throw new UnreadableDocument(answer.code);
    return answer.read;
  } finally {
    clearInterval(look);
    await worker.terminate();
  }
}
