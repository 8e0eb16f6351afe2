import { sql } from 'kysely';
import type { Domain, Query } from '../database/database.ts';
import { NotAllowed } from '../refusal.ts';
import type { System } from '../system.ts';
import type { Work } from '../work.ts';

export interface KeptFile {
  keptFileId: number;
  sha256: string;
}

/**
 * Keeps a file within a command: the content goes to the store first, then the row that names it, in the command's own
 * transaction. A command that fails leaves at most content that nothing names.
 * @param schoolId whose file it is; 0 for a file of no school.
 */
export async function keepFile<D extends Domain>(
  work: Work<D>,
  schoolId: number,
  file: { name: string; mediaType: string; content: Uint8Array },
): Promise<KeptFile> {
  const { sha256, bytes } = await work.system.files.put(file.content);
  const { rows } = await sql<{
    id: number;
  }>`insert into platform.kept_file (school_id, name, media_type, bytes, sha256, kept_at, kept_by)
    values (${schoolId}, ${file.name}, ${file.mediaType}, ${bytes}, ${sha256}, ${work.now}, ${work.actor.name}) returning kept_file_id as id`.execute(
    work.db,
  );
  return { keptFileId: rows[0]?.id ?? 0, sha256 };
}

/** A kept file with its content. The caller has asked the rule of whatever names it. @throws NotAllowed where there is none. */
export async function readKept<D extends Domain>(
  system: System,
  db: Query<D>,
  schoolId: number,
  keptFileId: number,
): Promise<{ name: string; mediaType: string; content: Uint8Array }> {
  const { rows } = await sql<{
    name: string;
    mediaType: string;
    sha256: string;
  }>`select name, media_type as "mediaType", sha256
    from platform.kept_file where school_id = ${schoolId} and kept_file_id = ${keptFileId}`.execute(db);
  const [row] = rows;
  if (!row) throw new NotAllowed();
  return { name: row.name, mediaType: row.mediaType, content: await system.files.get(row.sha256) };
}
