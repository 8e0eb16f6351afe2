import { isPrimary, traitsOf } from '#gradebook';
import { day, number, time } from '#platform/format.ts';
import {
  academicWord,
  awardWord,
  circularName,
  conductWord,
  levelName,
  meanWord,
  outcomeWord,
  valueWord,
} from '../rules/form-words.ts';
import type { Issue, SubjectFacts, TranscriptFacts } from '../rules/transcript-facts.ts';

/** What is printed beside the facts: who confirmed which subject, and under which signs the page goes out. */
export interface Printed {
  /** By subject: the teacher's confirmation of the year's results. */
  confirmations: Readonly<Record<string, { by: string; at: Date }>>;
  /** The code's picture. */
  qrSvg: string;
  checkUrl: string;
  /** Set anew for each page; "preview": not to be taken for the transcript. */
  state: 'preview' | 'to-sign';
  /** A development certificate signs: of no legal value. */
  isDevelopment: boolean;
  at: Date;
}

const shownDay = (value: string | null) => (value === null ? '' : day(value));

/** Everything the form shows, as texts: the template lays out and decides nothing. */
export function formData(facts: TranscriptFacts, issue: Issue, printed: Printed) {
  const { school, pupil, regime } = facts;
  const primary = isPrimary(regime);
  return {
    title: `HỌC BẠ ${levelName(facts.grade)}`,
    regime,
    circular: circularName[regime],
    number: issue.publicId,
    version: issue.version > 1 ? `Bản số ${issue.version}, thay bản ${issue.supersedes ?? ''}: ${issue.why ?? ''}` : '',
    state: printed.state,
    isDevelopment: printed.isDevelopment,
    qr: printed.qrSvg,
    checkUrl: printed.checkUrl,
    place: [school.commune, school.district, school.province].filter(Boolean).join(', '),
    signedIn: school.commune ?? school.province ?? '',
    signedOn: sayDay(printed.at),
    school: school.name,
    schoolCode: school.code ?? '',
    schoolYear: facts.schoolYear,
    klass: facts.className,
    pupil: {
      name: pupil.name,
      sex: pupil.sex === null ? '' : pupil.sex === 'male' ? 'Nam' : 'Nữ',
      birthDay: shownDay(pupil.birthDay),
      birthPlace: pupil.birthPlace ?? '',
      ethnic: pupil.ethnic ?? '',
      code: pupil.code,
      citizenNumber: pupil.citizenNumber ?? '',
    },
    homeroom: facts.homeroomTeacher ?? '',
    principal: school.principal ?? '',
    subjects: facts.subjects.map(subject => subjectData(subject, primary, printed.confirmations[subject.key])),
    periods: (['term1', 'term2', 'year'] as const).map((key, at) => ({
      name: ['Học kỳ I', 'Học kỳ II', 'Cả năm'][at] ?? '',
      mean: meanWord(facts[key]?.mean ?? null),
      academic: academicWord(regime, facts[key]?.academic ?? null),
      conduct: conductWord(facts[key]?.conduct ?? null),
    })),
    again: {
      academic: academicWord(regime, facts.afterSummer?.academic ?? null),
      conduct: conductWord(facts.afterSummer?.conduct ?? null),
    },
    absences: facts.absences === null ? '' : String(facts.absences),
    traits: traitsOf(regime).map(trait => ({
      group: trait.group,
      name: trait.name.vi,
      level: facts.traits.find(each => each.key === trait.key)?.level ?? '',
    })),
    height: facts.health?.heightMillimetres ? `${number(facts.health.heightMillimetres / 10)} cm` : '',
    weight: facts.health?.weightGrams ? `${number(facts.health.weightGrams / 1000)} kg` : '',
    award: awardWord(facts),
    certificates: recordsOf(facts, 'certificate'),
    competitions: recordsOf(facts, 'competition'),
    otherAwards: [...recordsOf(facts, 'letter'), ...recordsOf(facts, 'class-recognised')],
    outcome: outcomeWord(facts),
    comment: facts.comment ?? '',
  };
}
export type FormData = ReturnType<typeof formData>;

function subjectData(subject: SubjectFacts, primary: boolean, confirmed: { by: string; at: Date } | undefined) {
  const part = primary ? 'level' : 'either';
  return {
    name: subject.name,
    exempt: subject.exempt,
    term1: valueWord(subject.term1, part),
    term2: valueWord(subject.term2, part),
    year: valueWord(subject.year, part),
    test: primary ? valueWord(subject.year, 'tenths', true) : '',
    again: valueWord(subject.again, part),
    comment: subject.comment ?? '',
    teacher: subject.teacher ?? '',
    confirmed: confirmed
      ? `${confirmed.by === subject.teacher ? '' : `${confirmed.by}, `}${day(confirmed.at)} ${time(confirmed.at)}`
      : '',
  };
}

const recordsOf = (facts: TranscriptFacts, kind: TranscriptFacts['records'][number]['kind']) =>
  facts.records
    .filter(record => record.kind === kind)
    .map(({ content, document }) => (document ? `${content} (${document})` : content));

function sayDay(at: Date): string {
  const [date = '', month = '', year = ''] = day(at).split('/');
  return `ngày ${date} tháng ${month} năm ${year}`;
}
