import { readFileSync } from 'node:fs';
import path from 'node:path';
import { day } from '#platform/format.ts';
import { makePdf } from '#platform/paper/paper.ts';
import type { SchoolOn } from '../queries/school-on.ts';
import {
  academicWord,
  awardWord,
  circularName,
  conductWord,
  meanWord,
  outcomeWord,
  valueWord,
} from '../rules/form-words.ts';
import type { TranscriptFacts } from '../rules/transcript-facts.ts';

const template = readFileSync(path.join(import.meta.dirname, 'extract.typ'), 'utf8');

export interface Extract {
  number: string;
  on: string;
  school: SchoolOn;
  pupil: { name: string; code: string; birthDay: string | null; birthPlace: string | null };
  toWhom: string;
  why: string;
  years: { publicId: string; version: number; madeAt: Date; facts: TranscriptFacts }[];
  isSealed: boolean;
  isDevelopment: boolean;
  checkAt: string;
}

/** The extract as an official document (NĐ 30/2020/NĐ-CP): nothing stands in it that no transcript says. */
export function extractPdf(extract: Extract, at: Date): Uint8Array {
  const { school, pupil, on } = extract;
  const [year, month, dayOfMonth] = on.split('-');
  const data = {
    ...extract,
    school: school.name,
    above: school.commune ?? school.district ?? '',
    principal: school.principal ?? '',
    placeAndDay: `${school.commune ?? school.province ?? ''}, ngày ${dayOfMonth} tháng ${month} năm ${year}`.replace(
      /^, /,
      '',
    ),
    pupil: [
      ['Họ và tên', pupil.name],
      ['Ngày sinh', day(pupil.birthDay)],
      ['Nơi sinh', pupil.birthPlace ?? '–'],
      ['Mã học sinh', pupil.code],
    ],
    years: extract.years.map(({ publicId, version, madeAt, facts }) => ({
      publicId,
      version,
      madeOn: day(madeAt),
      schoolYear: facts.schoolYear,
      klass: facts.className,
      circular: circularName[facts.regime],
      subjects: facts.subjects.map(subject => [
        subject.name,
        ...(subject.exempt
          ? ['Miễn', 'Miễn', 'Miễn']
          : [subject.term1, subject.term2, subject.again ?? subject.year].map(value => valueWord(value) || '–')),
      ]),
      results: resultsOf(facts),
    })),
  };
  return makePdf(template, data, at);
}

function resultsOf(facts: TranscriptFacts): [string, string][] {
  const last = facts.afterSummer ?? facts.year;
  const lines: [string, string][] = [
    ['Điểm trung bình cả năm', meanWord(last?.mean ?? null)],
    [
      facts.regime === 'tt22-2021' ? 'Kết quả học tập' : 'Học lực, mức hoàn thành',
      academicWord(facts.regime, last?.academic ?? null),
    ],
    [facts.regime === 'tt58-2011' ? 'Hạnh kiểm' : 'Kết quả rèn luyện', conductWord(last?.conduct ?? null)],
    ['Khen thưởng', awardWord(facts)],
    ['Kết luận', outcomeWord(facts)],
  ];
  return lines.filter(([, value]) => value !== '');
}
