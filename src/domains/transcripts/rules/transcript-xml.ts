import type { Issue, SubjectValue, TranscriptFacts } from './transcript-facts.ts';
import { factsHash } from './transcript-facts.ts';

/**
 * Our own namespace, described in paper/transcript.xsd: the Ministry's form of the data was not to be had, and an exporter to it
 * would be a translation of this one.
 */
const TRANSCRIPT_NAMESPACE = 'urn:rong:transcript:1';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
// A sign that XML 1.0 has no place for cannot be written, not even escaped.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (value: string) =>
  value
    .normalize('NFC')
    .replaceAll(IMPOSSIBLE, '')
    .replaceAll(/[&<>"\t\n\r]/g, sign => escapes[sign] ?? sign);

type Attributes = Record<string, string | number | null>;

/** One element on one line: attributes in the order given, those without a value left out. */
function element(name: string, attributes: Attributes, content: string | string[] = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  const inner = Array.isArray(content) ? (content.length > 0 ? `\n${content.join('\n')}\n` : '') : escaped(content);
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

const optional = (name: string, content: string | null): string[] =>
  content === null ? [] : [element(name, {}, content)];

const value = (name: string, given: SubjectValue): string[] =>
  given === null || (given.tenths === null && given.level === null)
    ? []
    : [element(name, { tenths: given.tenths, level: given.level })];

const period = (name: string, given: TranscriptFacts['year']): string[] =>
  given === null ? [] : [element(name, { mean: given.mean, academic: given.academic, conduct: given.conduct })];

/**
 * The transcript as XML. The same facts and issue give the same bytes: a fixed order of elements and attributes, NFC, one element
 * a line, no clock but the moment it was made. Signatures (XAdES) come after the last element of the root.
 */
export function transcriptXml(facts: TranscriptFacts, issue: Issue): string {
  const { school, pupil } = facts;
  const content = [
    element('issue', {
      id: issue.publicId,
      version: issue.version,
      supersedes: issue.supersedes,
      why: issue.why,
      madeAt: issue.madeAt.toISOString(),
      factsSha256: factsHash(facts),
    }),
    element('school', { code: school.code }, [
      element('name', {}, school.name),
      ...optional('commune', school.commune),
      ...optional('district', school.district),
      ...optional('province', school.province),
      ...optional('principal', school.principal),
    ]),
    element(
      'pupil',
      { code: pupil.code, citizenNumber: pupil.citizenNumber, birthDay: pupil.birthDay, sex: pupil.sex },
      [
        element('name', {}, pupil.name),
        ...optional('birthPlace', pupil.birthPlace),
        ...optional('ethnicGroup', pupil.ethnic),
      ],
    ),
    element('class', { schoolYear: facts.schoolYear, grade: facts.grade, regime: facts.regime }, [
      element('name', {}, facts.className),
      ...optional('homeroomTeacher', facts.homeroomTeacher),
    ]),
    element(
      'subjects',
      {},
      facts.subjects.map(subject =>
        element('subject', { key: subject.key, kind: subject.kind, exempt: subject.exempt ? 'true' : null }, [
          element('name', {}, subject.name),
          ...value('term1', subject.term1),
          ...value('term2', subject.term2),
          ...value('year', subject.year),
          ...value('again', subject.again),
          ...optional('teacher', subject.teacher),
          ...optional('comment', subject.comment),
        ]),
      ),
    ),
    ...(facts.traits.length > 0
      ? [
          element(
            'traits',
            {},
            facts.traits.map(({ key, level }) => element('trait', { key, level })),
          ),
        ]
      : []),
    element('results', { absences: facts.absences }, [
      ...period('term1', facts.term1),
      ...period('term2', facts.term2),
      ...period('year', facts.year),
      ...period('afterSummer', facts.afterSummer),
    ]),
    ...(facts.health
      ? [
          element('health', {
            heightMillimetres: facts.health.heightMillimetres,
            weightGrams: facts.health.weightGrams,
          }),
        ]
      : []),
    element(
      'awards',
      { award: facts.award },
      facts.records.map(({ kind, content: said, document }) => element('record', { kind, document }, said)),
    ),
    element('outcome', { decided: facts.outcome, why: facts.outcomeWhy }),
    ...optional('comment', facts.comment),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('transcript', { xmlns: TRANSCRIPT_NAMESPACE }, content)}\n`;
}
