import { sql } from 'kysely';
import { z } from 'zod';
import type { Said } from '#platform/words.ts';
import { command, type Work } from '#platform/work.ts';
import { type ConductLevel, conductLevels, conductLevelsOf, longestComment } from '../rules/conduct.ts';
import type { Regime } from '../rules/regime.ts';
import { anId } from './fields.ts';
import { ledClass, mustBeOpen, pupilsOf } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

const aRow = z.object({
  enrolmentId: anId,
  level: z.enum(conductLevels).nullable(),
  comment: z.string(),
  /** The revision that was on the screen; 0 for none. */
  seen: z.number().int().min(0),
});
type Row = z.infer<typeof aRow>;

export interface ConductSaved {
  enrolmentId: number;
  state: 'saved' | 'same' | 'conflict' | 'refused';
  revision: number;
  fault?: Said;
}

interface Stored {
  enrolmentId: number;
  level: ConductLevel | null;
  comment: string | null;
  revision: number;
}

const faults = {
  long: {
    vi: `Nhận xét dài quá ${longestComment} ký tự: hãy rút gọn.`,
    en: `The comment is longer than ${longestComment} letters: shorten it.`,
  },
  level: {
    vi: 'Mức này không thuộc thông tư đang áp dụng cho khối lớp.',
    en: 'This level does not belong to the circular of the grade.',
  },
  conflict: {
    vi: 'Người khác vừa sửa dòng này: giá trị mới đang hiện, hãy xem lại rồi lưu.',
    en: 'Someone else has just changed this row: the new values are shown, look again and save.',
  },
};

/**
 * Conduct of a term and what the homeroom teacher says, for a class at once (TT 22/2021 art. 8 and 20). Term 3: judged again after the
 * summer (art. 13). A row that someone changed since it was seen stays as it is; one row's fault does not stop the others.
 */
export const recordConduct = command('gradebook', 'record-conduct', {
  input: z.object({
    schoolId: anId,
    classId: anId,
    term: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    rows: z.array(aRow).min(1).max(200),
  }),
  async run(work, { schoolId, classId, term, rows }): Promise<{ rows: ConductSaved[] }> {
    const { schoolYear } = await ledClass(work, { schoolId, classId });
    const klass = { schoolId, classId, schoolYear };
    const ids = rows.map(row => row.enrolmentId);
    const regimes = await pupilsOf(work, klass, ids);
    if (term !== 3) await mustBeOpen(work, klass, term);
    await lockPupils(work, schoolId, ids);
    const stored = await storedOf(work, klass, term, ids);
    const answers = rows.map(row => judge(row, stored.get(row.enrolmentId), regimes.get(row.enrolmentId)));
    const saved = rows.filter((_, index) => answers[index]?.state === 'saved');
    await write(work, klass, term, saved);
    work.audit({
      event: 'conduct.recorded',
      subject: `class:${classId}`,
      schoolId,
      data: {
        term,
        rows: saved.map(row => ({
          enrolmentId: row.enrolmentId,
          old: stored.get(row.enrolmentId)?.level ?? null,
          new: row.level,
        })),
      },
    });
    if (saved.length > 0) tellChanged(work, klass.schoolId, klass.classId);
    return { rows: answers };
  },
});

/** Two tabs of one teacher, or a substitute, wait for each other here: a new row has nothing yet to lock. */
async function lockPupils(work: Work<'gradebook'>, schoolId: number, ids: number[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(7240101, hashtext(${schoolId}::text || ':' || id)) from unnest(${ids}::bigint[]) id order by id`.execute(
    work.db,
  );
}

async function storedOf(
  work: Work<'gradebook'>,
  klass: { schoolId: number; schoolYear: string },
  term: number,
  ids: number[],
): Promise<Map<number, Stored>> {
  const { rows } =
    await sql<Stored>`select enrolment_id as "enrolmentId", level, comment, revision from gradebook.conduct
    where school_id = ${klass.schoolId} and school_year = ${klass.schoolYear} and term = ${term} and enrolment_id = any (${ids}::bigint[])`.execute(
      work.db,
    );
  return new Map(rows.map(row => [row.enrolmentId, row]));
}

const tidy = (comment: string) => comment.normalize('NFC').replace(/\s+/g, ' ').trim();

function judge(row: Row, stored: Stored | undefined, regime: Regime | undefined): ConductSaved {
  const answer = (state: ConductSaved['state'], fault?: Said): ConductSaved => ({
    enrolmentId: row.enrolmentId,
    state,
    revision: (stored?.revision ?? 0) + (state === 'saved' ? 1 : 0),
    ...(fault ? { fault } : {}),
  });
  if (row.level === (stored?.level ?? null) && tidy(row.comment) === (stored?.comment ?? '')) return answer('same');
  if ((stored?.revision ?? 0) !== row.seen) return answer('conflict', faults.conflict);
  if (row.level !== null && !conductLevelsOf(regime).includes(row.level)) return answer('refused', faults.level);
  if (tidy(row.comment).length > longestComment) return answer('refused', faults.long);
  return answer('saved');
}

async function write(
  work: Work<'gradebook'>,
  klass: { schoolId: number; schoolYear: string },
  term: number,
  rows: Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into gradebook.conduct as c (school_id, enrolment_id, school_year, term, level, comment, revision, recorded_by, recorded_at)
    select ${klass.schoolId}, given.enrolment_id, ${klass.schoolYear}, ${term}, given.level, nullif(given.comment, ''), 1, ${work.actor.name}, ${work.now}
    from unnest(${rows.map(row => row.enrolmentId)}::bigint[], ${rows.map(row => row.level)}::text[], ${rows.map(row => tidy(row.comment))}::text[]) as given (enrolment_id, level, comment)
    on conflict (school_id, enrolment_id, school_year, term) do update set level = excluded.level, comment = excluded.comment,
      revision = c.revision + 1, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(
    work.db,
  );
}
