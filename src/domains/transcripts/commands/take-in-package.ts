import { sql } from 'kysely';
import { z } from 'zod';
import { mayGradebook, recordOutsideResult } from '#gradebook';
import { keepFile, readKept } from '#platform/files/keep.ts';
import { Refusal, refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { checkPackage, type PackageChecked, type PackageFault } from '../queries/check-package.ts';
import { getPupil } from '../queries/handover.ts';
import type { BroughtResult } from '../rules/package.ts';
import { handoverWords } from '../words/handover.ts';
import { noteHandover } from './export-package.ts';
import { anId } from './fields.ts';

/** Keeps an uploaded package, so that what was looked at and what is taken in are the same file. */
export const keepPackage = command('transcripts', 'keep-package', {
  input: z.object({ schoolId: anId, name: z.string().trim().min(1).max(300), content: z.instanceof(Uint8Array) }),
  async run(work, { schoolId, name, content }): Promise<number> {
    await mayTakeIn(work, schoolId);
    const kept = await keepFile(work, schoolId, { name, mediaType: 'application/zip', content });
    work.audit({
      event: 'package.received',
      subject: `kept-file:${kept.keptFileId}`,
      schoolId,
      data: { sha256: kept.sha256 },
    });
    return kept.keptFileId;
  },
});

async function mayTakeIn(work: Work<'transcripts'>, schoolId: number): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select ${may(work.actor).issue(schoolId)} as may`.execute(work.db);
  work.allowed(rows[0]?.may);
}

export interface TakenIn {
  handoverId: number;
  transcripts: number;
  /** Results that went into the gradebook, and those that did not, with why. */
  recorded: number;
  left: { subject: string; term: number; why: string }[];
}

/** Takes a kept package into a pupil's records: checked anew, in the same transaction. @throws Refusal naming the file at fault */
export const takeInPackage = command('transcripts', 'take-in-package', {
  input: z.object({ schoolId: anId, enrolmentId: anId, keptFileId: anId }),
  async run(work, { schoolId, enrolmentId, keptFileId }): Promise<TakenIn> {
    const pupil = await getPupil(work.db, work.actor, schoolId, enrolmentId, work.today);
    work.allowed(pupil.mayIssue);
    const { content } = await readKept(work.system, work.db, schoolId, keptFileId);
    const checked = await checkPackage(work.system, content);
    if ('fault' in checked) refusePackage(checked);
    const { rows } = await sql<{
      sha256: string;
    }>`select k.sha256 from platform.kept_file k where k.school_id = ${schoolId} and k.kept_file_id = ${keptFileId}`.execute(
      work.db,
    );
    const sha256 = work.allowed(rows[0]).sha256;
    await mustBeNew(work, schoolId, enrolmentId, sha256);
    const { recorded, left } = await recordResults(work, schoolId, enrolmentId, checked);
    work.allowed(pupil.mayIssue);
    const { from } = checked.manifest;
    const handoverId = await noteHandover(work, {
      schoolId,
      enrolmentId,
      kind: 'package-in',
      toWhom: from.name,
      keptFileId,
      sha256,
      manifest: {
        ...checked.manifest,
        sender: checked.sender,
        results: checked.data.results,
        recorded,
        left,
        answers: checked.transcripts.map(({ path, checked: { judged } }) => ({ path, ...judged })),
      },
    });
    work.audit({
      event: 'package.taken-in',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { handoverId, from: from.name, sha256, recorded, left: left.length },
    });
    return { handoverId, transcripts: checked.transcripts.length, recorded, left };
  },
});

function refusePackage({ fault, path }: PackageFault): never {
  return refuse(`package-${fault}`, { vi: sayFault('vi', fault, path), en: sayFault('en', fault, path) }, 'file');
}

export const sayFault = (language: 'vi' | 'en', fault: PackageFault['fault'], path?: string): string =>
  handoverWords(language).faults[fault](path ?? '');

async function mustBeNew(
  work: Work<'transcripts'>,
  schoolId: number,
  enrolmentId: number,
  sha256: string,
): Promise<void> {
  const { rows } =
    await sql`select from transcripts.handover h where h.school_id = ${schoolId} and h.enrolment_id = ${enrolmentId}
    and h.kind = 'package-in' and h.sha256 = ${sha256}`.execute(work.db);
  if (rows.length > 0)
    refuse('package-known', {
      vi: 'Gói hồ sơ này đã được nhận vào hồ sơ của học sinh từ trước.',
      en: 'This package was taken into the pupil’s records before.',
    });
}

/**
 * Results of the year under way go into the gradebook where whoever takes the package in may record them (homeroom teacher,
 * principal, deputy); otherwise, and where the class has no such subject, they are left as data and reported.
 */
async function recordResults(
  work: Work<'transcripts'>,
  schoolId: number,
  enrolmentId: number,
  { manifest, data, sender }: PackageChecked,
): Promise<Pick<TakenIn, 'recorded' | 'left'>> {
  const left: TakenIn['left'] = [];
  let recorded = 0;
  const leave = ({ subject, term }: BroughtResult, why: string) => void left.push({ subject, term, why });
  const years = sender === 'known' ? await yearsToRecord(work, schoolId, enrolmentId) : [];
  for (const result of data.results) {
    const { schoolYear, term, subjectKey, value } = result;
    if (!years.includes(schoolYear)) {
      leave(result, sender === 'known' ? 'not-allowed' : 'sender-unknown');
      continue;
    }
    try {
      await work.also(recordOutsideResult, {
        schoolId,
        enrolmentId,
        schoolYear,
        term,
        subjectKey,
        value,
        source: manifest.from.name,
      });
      recorded++;
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      leave(result, fault.code);
    }
  }
  return { recorded, left };
}

/** The years in which the pupil sits in a class here for which the actor may record results. */
async function yearsToRecord(work: Work<'transcripts'>, schoolId: number, enrolmentId: number): Promise<string[]> {
  const rule = mayGradebook(work.actor);
  const { rows } = await sql<{ year: string }>`select c.school_year as year from schools.published_class_place sits
    join schools.published_class c on c.school_id = sits.school_id and c.class_id = sits.class_id
    where sits.school_id = ${schoolId} and sits.enrolment_id = ${enrolmentId}
      and (${rule.oversee(sql<number>`sits.school_id`)} or ${rule.lead(sql<number>`sits.school_id`, sql<number>`sits.class_id`)})`.execute(
    work.db,
  );
  return rows.map(row => row.year);
}
