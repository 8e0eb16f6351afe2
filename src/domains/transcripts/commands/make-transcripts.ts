import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { openHouseKey } from '#platform/signing/index.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { qrTextWith } from '../paper/qr-code.ts';
import { readClassYear } from '../queries/class-facts.ts';
import { sha256 } from '../rules/canonical.ts';
import { academicWord, conductWord, outcomeWord } from '../rules/form-words.ts';
import { factsHash, factsText, type Issue, type TranscriptFacts } from '../rules/transcript-facts.ts';
import { transcriptXml } from '../rules/transcript-xml.ts';
import { anId, announceChange, aReason } from './fields.ts';
import { renewRevocations } from './publish-revocations.ts';

export interface Made {
  made: number;
  superseded: number;
  same: number;
  /** Pupils whose year still waits for something. */
  waiting: number;
}

interface Standing {
  transcript_id: number;
  enrolment_id: number;
  public_id: string;
  version: number;
  facts_sha256: string;
  is_revoked: boolean;
}

/** The newest transcript of each pupil of the class's year. */
async function newestOf(work: Work<'transcripts'>, schoolId: number, schoolYear: string, enrolmentIds: number[]) {
  const { rows } = await sql<Standing>`
    select distinct on (t.enrolment_id) t.transcript_id, t.enrolment_id, t.public_id, t.version, t.facts_sha256, r.transcript_id is not null as is_revoked
    from transcripts.transcript t left join transcripts.revocation r on r.school_id = t.school_id and r.transcript_id = t.transcript_id
    where t.school_id = ${schoolId} and t.school_year = ${schoolYear} and t.enrolment_id = any (${enrolmentIds}::bigint[])
    order by t.enrolment_id, t.version desc`.execute(work.db);
  return new Map(rows.map(row => [row.enrolment_id, row]));
}

/**
 * Makes the transcripts of a class whose year the principal approved: one a pupil. The same facts again make nothing; changed
 * facts make a new version that supersedes the one before and says why. Pupils who still wait for the summer come later.
 */
export const makeTranscripts = command('transcripts', 'make-transcripts', {
  input: z.object({ schoolId: anId, classId: anId, why: aReason.optional() }),
  async run(work, { schoolId, classId, why }): Promise<Made> {
    await mayMake(work, schoolId, classId);
    // Two who ask at once take turns: the second finds what the first made.
    await sql`select pg_advisory_xact_lock(hashtext('transcripts.make'), ${classId}::int)`.execute(work.db);
    const year = work.allowed(await readClassYear(work.db, schoolId, classId));
    if (!year.isApproved)
      refuse('year-not-approved', {
        vi: `Hiệu trưởng chưa phê duyệt kết quả cả năm của lớp ${year.className}: phê duyệt xong mới lập học bạ.`,
        en: `The principal has not approved the year of class ${year.className}: transcripts are made after that.`,
      });
    const ready = year.pupils.flatMap(pupil => (pupil.facts ? [{ ...pupil, facts: pupil.facts }] : []));
    const before = await newestOf(
      work,
      schoolId,
      year.schoolYear,
      ready.map(pupil => pupil.enrolmentId),
    );
    const wanted = ready
      .map(({ enrolmentId, facts }) => ({ enrolmentId, facts, old: before.get(enrolmentId) }))
      .filter(({ facts, old }) => !old || old.is_revoked || old.facts_sha256 !== factsHash(facts));
    const superseded = wanted.filter(each => each.old).length;
    if (superseded > 0 && !why) refuseWithoutReason(superseded);
    const made = await writeTranscripts(work, { schoolId, classId, schoolYear: year.schoolYear, why }, wanted);
    for (const each of made) {
      const data = {
        enrolmentId: each.enrolmentId,
        factsSha256: each.factsSha256,
        ...(each.old ? { supersedes: each.old.transcript_id, why } : {}),
      };
      work.audit({
        event: each.old ? 'transcript.superseded' : 'transcript.made',
        subject: `transcript:${each.transcriptId}`,
        schoolId,
        data,
      });
    }
    const counts = {
      made: wanted.length - superseded,
      superseded,
      same: ready.length - wanted.length,
      waiting: year.pupils.length - ready.length,
    };
    work.audit({ event: 'transcripts.made', subject: `class:${classId}`, schoolId, data: counts });
    if (superseded > 0) renewRevocations(work);
    if (wanted.length > 0) announceChange(work, schoolId, year.schoolYear);
    return counts;
  },
});

function refuseWithoutReason(changed: number): never {
  return refuse(
    'why-needed',
    {
      vi: `${changed} học bạ đã lập nay có dữ liệu khác: hãy ghi lý do lập bản mới thay thế.`,
      en: `The facts of ${changed} transcripts have changed: say why new versions replace them.`,
    },
    'why',
  );
}

async function mayMake(work: Work<'transcripts'>, schoolId: number, classId: number): Promise<void> {
  const rule = may(work.actor);
  const { rows } = await sql<{
    may: boolean;
  }>`select (${rule.issue(schoolId)} or ${rule.signAsHomeroom(schoolId, classId)}) as may
    from schools.published_class c where c.school_id = ${schoolId} and c.class_id = ${classId}`.execute(work.db);
  work.allowed(rows[0]?.may);
}

interface Wanted {
  enrolmentId: number;
  facts: TranscriptFacts;
  old: Standing | undefined;
}

async function writeTranscripts(
  work: Work<'transcripts'>,
  of: { schoolId: number; classId: number; schoolYear: string; why: string | undefined },
  wanted: Wanted[],
): Promise<(Wanted & { transcriptId: number; factsSha256: string })[]> {
  if (wanted.length === 0) return [];
  const key = await openHouseKey(work.system);
  const rows = [];
  for (const one of wanted) {
    const issue: Issue = {
      // Unguessable: whoever knows it may ask whether the transcript still holds.
      publicId: randomBytes(15).toString('base64url'),
      version: (one.old?.version ?? 0) + 1,
      supersedes: one.old?.public_id ?? null,
      why: one.old ? (of.why ?? null) : null,
      madeAt: work.now,
    };
    const xmlSha256 = sha256(transcriptXml(one.facts, issue));
    const factsSha256 = factsHash(one.facts);
    const qr = qrTextWith(work.system, key, {
      publicId: issue.publicId,
      schoolCode: one.facts.school.code ?? '',
      pupilName: one.facts.pupil.name,
      birthDay: one.facts.pupil.birthDay,
      schoolYear: one.facts.schoolYear,
      grade: one.facts.grade,
      academic: academicWord(one.facts.regime, lastOf(one.facts, 'academic')),
      conduct: conductWord(lastOf(one.facts, 'conduct')),
      outcome: outcomeWord(one.facts),
      factsSha256,
      xmlSha256,
      issuedAt: issue.madeAt,
    });
    rows.push({ ...one, issue, xmlSha256, factsSha256, qr });
  }
  const { rows: ids } = await sql<{ transcript_id: number; enrolment_id: number }>`
    insert into transcripts.transcript (school_id, class_id, school_year, made_by, made_at, public_id, enrolment_id, grade, version, supersedes_id, why, facts, facts_sha256, xml_sha256, qr)
    select ${of.schoolId}, ${of.classId}, ${of.schoolYear}, ${work.actor.name}, ${work.now}, given.* from unnest(
      ${rows.map(row => row.issue.publicId)}::text[], ${rows.map(row => row.enrolmentId)}::bigint[], ${rows.map(row => row.facts.grade)}::int[],
      ${rows.map(row => row.issue.version)}::int[], ${rows.map(row => row.old?.transcript_id ?? null)}::bigint[], ${rows.map(row => row.issue.why)}::text[],
      ${rows.map(row => json(JSON.parse(factsText(row.facts))))}::jsonb[], ${rows.map(row => row.factsSha256)}::text[], ${rows.map(row => row.xmlSha256)}::text[], ${rows.map(row => row.qr)}::text[]) as given
    returning transcript_id, enrolment_id`.execute(work.db);
  const idOf = new Map(ids.map(row => [row.enrolment_id, row.transcript_id]));
  return rows.map(row => ({ ...row, transcriptId: idOf.get(row.enrolmentId) ?? 0 }));
}

/** As it stands in the end: after the summer where there was one. */
function lastOf<K extends 'academic' | 'conduct'>(facts: TranscriptFacts, what: K) {
  return facts.afterSummer?.[what] ?? facts.year?.[what] ?? null;
}
