import { sql } from 'kysely';
import type { System } from '#platform/system.ts';
import { readWide } from '#platform/work.ts';
import type { SigningRole, Standing } from '../rules/judge.ts';

/*
 * The one door through which anyone learns of a transcript of any school: by its unguessable number, or by holding the very
 * file. It answers whether the transcript still holds, and nothing of what is in it.
 */

interface Row {
  is_newest: boolean;
  superseded_at: Date | null;
  revoked_at: Date | null;
  roles: SigningRole[] | null;
  file_after: SigningRole | 'made' | null;
  known_since: Date | null;
}

/**
 * @param hashes SHA-256 of the file, and of earlier states of it that it still holds; hexadecimal, the whole file first
 */
export function findStandingOfFile(system: System, hashes: readonly string[]): Promise<Standing | undefined> {
  return find(
    system,
    sql`select * from (
      select s.school_id, s.transcript_id, s.role as file_after, s.verified_at as known_since, array_position(${hashes}::text[], s.pdf_sha256) as place
        from transcripts.signature s where s.pdf_sha256 = any (${hashes}::text[])
      union all
      select s.school_id, s.transcript_id, s.role, s.verified_at, array_position(${hashes}::text[], s.xml_sha256)
        from transcripts.signature s where s.xml_sha256 = any (${hashes}::text[])
      union all
      select t.school_id, t.transcript_id, 'made', t.made_at, array_position(${hashes}::text[], t.xml_sha256)
        from transcripts.transcript t where t.xml_sha256 = any (${hashes}::text[])) each order by place limit 1`,
  );
}

/** By the number that is printed on it. */
export function findStandingOfNumber(system: System, publicId: string): Promise<Standing | undefined> {
  return find(
    system,
    sql`select t.school_id, t.transcript_id, null::text as file_after, null::timestamptz as known_since
      from transcripts.transcript t where t.public_id = ${publicId} limit 1`,
  );
}

async function find(system: System, found: ReturnType<typeof sql>): Promise<Standing | undefined> {
  const { rows } = await readWide(system, 'transcripts', db =>
    sql<Row>`select found.file_after, found.known_since, r.at as revoked_at, n.made_at as superseded_at, n.made_at is null as is_newest,
        (select array_agg(s.role order by array_position('{homeroom,principal,seal}'::text[], s.role)) from transcripts.signature s
          where s.school_id = found.school_id and s.transcript_id = found.transcript_id) as roles
      from (${found}) found
      left join transcripts.revocation r on r.school_id = found.school_id and r.transcript_id = found.transcript_id
      left join transcripts.transcript n on n.school_id = found.school_id and n.supersedes_id = found.transcript_id
      order by n.made_at limit 1`.execute(db),
  );
  const [row] = rows;
  return (
    row && {
      isNewest: row.is_newest,
      supersededAt: row.superseded_at,
      revokedAt: row.revoked_at,
      roles: row.roles ?? [],
      fileAfter: row.file_after,
      knownSince: row.known_since,
    }
  );
}
