import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableDocument } from './fault.ts';
import { readPdf } from './read-pdf.ts';

// Runs apart from the pages: see read-pdf-apart.ts.
try {
  parentPort?.postMessage({ ok: true, read: await readPdf(workerData) });
} catch (fault) {
  parentPort?.postMessage({ ok: false, code: fault instanceof UnreadableDocument ? fault.code : 'unreadable' });
}
