import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { isReadingName, openPlaces, type ReadingName, readingNames } from '../rules/readings.ts';

export interface PlaceSeen {
  name: ReadingName;
  value: string;
  source: string;
  /** The row that settled it; none where the default holds, which nobody has verified. */
  settled: { fromYear: string; document: string } | null;
}

export interface ProposalSeen {
  readingProposalId: number;
  name: ReadingName;
  value: string;
  schoolYear: string;
  document: string;
  proposedAt: Date;
  computedAt: Date | null;
  pupils: number | null;
  differing: number | null;
  answeredAt: Date | null;
  accepted: boolean | null;
}

/** Each open place with the reading that holds in a school year. */
export async function listPlaces(db: Query<'gradebook'>, schoolYear: string): Promise<PlaceSeen[]> {
  const { rows } = await sql<{ name: string; value: string; fromYear: string; document: string }>`
    select distinct on (name) name, value, from_school_year as "fromYear", document from gradebook.reading
    where from_school_year <= ${schoolYear} order by name, reading_id desc`.execute(db);
  return readingNames.map(name => {
    const row = rows.find(each => each.name === name);
    const { values, source } = openPlaces[name];
    return {
      name,
      source,
      value: row?.value ?? values[0],
      settled: row ? { fromYear: row.fromYear, document: row.document } : null,
    };
  });
}

const proposalColumns = sql`reading_proposal_id as "readingProposalId", name, value, school_year as "schoolYear", document, proposed_at as "proposedAt",
  computed_at as "computedAt", pupils, differing, answered_at as "answeredAt", accepted`;

export async function listProposals(db: Query<'gradebook'>): Promise<ProposalSeen[]> {
  const { rows } =
    await sql<ProposalSeen>`select ${proposalColumns} from gradebook.reading_proposal order by reading_proposal_id desc limit 50`.execute(
      db,
    );
  return rows.filter(row => isReadingName(row.name));
}

export async function findProposal(
  db: Query<'gradebook'>,
  readingProposalId: number,
): Promise<ProposalSeen | undefined> {
  const { rows } =
    await sql<ProposalSeen>`select ${proposalColumns} from gradebook.reading_proposal where reading_proposal_id = ${readingProposalId}`.execute(
      db,
    );
  return rows.find(row => isReadingName(row.name));
}

/** School years, the newest first, and the one of the day. */
export async function yearsToSettle(db: Query<'gradebook'>, today: string): Promise<{ years: string[]; now: string }> {
  const { rows } = await sql<{
    schoolYear: string;
    begun: boolean;
  }>`select school_year as "schoolYear", from_day <= ${today} as begun
    from schools.published_school_year order by school_year desc`.execute(db);
  return {
    years: rows.map(row => row.schoolYear),
    now: rows.find(row => row.begun)?.schoolYear ?? rows[0]?.schoolYear ?? '',
  };
}
