import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { traitsOf } from '../rules/traits.ts';
import { anId, aTerm } from './fields.ts';
import { ledClass, mustBeOpen, pupilsOf } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

const aCell = z.object({
  enrolmentId: anId,
  traitKey: z.string(),
  /** `null` empties it. */
  level: z.enum(['T', 'Đ', 'C']).nullable(),
});

/** Qualities and competences of primary pupils, in the middle or at the end of a term (TT 27/2020 art. 7 and 8; TT 22/2016). */
export const recordTraits = command('gradebook', 'record-traits', {
  input: z.object({
    schoolId: anId,
    classId: anId,
    term: aTerm,
    period: z.enum(['mid', 'end']),
    cells: z.array(aCell).min(1).max(2000),
  }),
  async run(work, { schoolId, classId, term, period, cells }): Promise<{ changed: number }> {
    const { schoolYear } = await ledClass(work, { schoolId, classId });
    const klass = { schoolId, classId, schoolYear };
    const regimes = await pupilsOf(work, klass, [...new Set(cells.map(cell => cell.enrolmentId))]);
    await mustBeOpen(work, klass, term);
    const isKnown = ({ enrolmentId, traitKey }: (typeof cells)[number]) =>
      traitsOf(regimes.get(enrolmentId)).some(trait => trait.key === traitKey);
    if (!cells.every(isKnown))
      refuse('trait', {
        vi: 'Phẩm chất, năng lực này không thuộc thông tư của khối lớp: hãy tải lại trang.',
        en: 'This quality or competence does not belong to the circular of the grade: reload the page.',
      });
    const given = sql`unnest(${cells.map(cell => cell.enrolmentId)}::bigint[], ${cells.map(cell => cell.traitKey)}::text[], ${cells.map(cell => cell.level)}::text[]) as given (enrolment_id, trait_key, level)`;
    const here = sql`t.school_id = ${schoolId} and t.school_year = ${schoolYear} and t.term = ${term} and t.period = ${period}`;
    const emptied =
      await sql`delete from gradebook.trait_level t using ${given} where ${here} and t.enrolment_id = given.enrolment_id and t.trait_key = given.trait_key and given.level is null`.execute(
        work.db,
      );
    const written =
      await sql`insert into gradebook.trait_level as t (school_id, enrolment_id, school_year, term, period, trait_key, level, recorded_by, recorded_at)
      select ${schoolId}, given.enrolment_id, ${schoolYear}, ${term}, ${period}, given.trait_key, given.level, ${work.actor.name}, ${work.now} from ${given} where given.level is not null
      on conflict (school_id, enrolment_id, school_year, term, period, trait_key) do update set level = excluded.level, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
        where t.level <> excluded.level`.execute(work.db);
    const changed = Number(emptied.numAffectedRows ?? 0) + Number(written.numAffectedRows ?? 0);
    work.audit({ event: 'traits.recorded', subject: `class:${classId}`, schoolId, data: { term, period, changed } });
    if (changed > 0) tellChanged(work, klass.schoolId, klass.classId);
    return { changed };
  },
});
