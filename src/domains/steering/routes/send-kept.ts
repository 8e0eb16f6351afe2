import type { Query } from '#platform/database/database.ts';
import { readKept } from '#platform/files/keep.ts';
import type { Ask } from '#platform/http/env.ts';

/** Sends a kept file to be saved, never shown in place: what people upload does not run here. */
export async function sendKept(
  ask: Ask,
  db: Query<'steering'>,
  schoolId: number,
  keptFileId: number,
): Promise<Response> {
  const file = await readKept(ask.var.system, db, schoolId, keptFileId);
  const ascii = file.name.normalize('NFD').replaceAll(/[^\x20-\x7e]|["\\]/g, '') || 'file';
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, no-store',
    },
  });
}
