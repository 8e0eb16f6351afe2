import { day, none } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import type { PupilAbsence } from '#schools';
import { Definitions, LinkList, Panel, type Slot, Stack } from '#ui';
import type { FamilyMarks, PupilSeen, SubjectShown } from '../queries/family-marks.ts';
import { type ColumnKind, columnKinds } from '../rules/columns.ts';
import { type MarkValue, showMark } from '../rules/read-mark.ts';
import { regimeFor } from '../rules/regime.ts';
import { traitsOf } from '../rules/traits.ts';
import { t } from '../words/index.ts';

/** In words a family knows: 7,5, Đạt, Hoàn thành tốt. */
function plain(mark: MarkValue | null, language: Language): string {
  const { marks, notYet } = t(language).oversight.family;
  if (!mark) return notYet;
  return mark.level ? marks[mark.level] : showMark(mark) || notYet;
}

/** One subject a block: what each mark is, and what it came to. */
export function Subjects({ marks, language }: { marks: FamilyMarks; language: Language }) {
  return (
    <Stack>
      {marks.subjects.map(subject => (
        <Panel
          title={subject.name}
          foot={subject.comment && `${t(language).oversight.family.comment}: ${subject.comment}`}
        >
          <Definitions close items={linesOf(subject, language)} />
        </Panel>
      ))}
    </Stack>
  );
}

function linesOf(subject: SubjectShown, language: Language): { term: string; value: Slot }[] {
  const text = t(language).oversight.family;
  const ofKind = (kind: ColumnKind) => subject.columns.filter(column => column.kind === kind);
  const lines = columnKinds
    .filter(kind => ofKind(kind).length > 0)
    .map(kind => ({
      term: text.kinds[kind],
      value: ofKind(kind)
        .map(mark => (mark.tenths === null && mark.level === null ? none : plain(mark, language)))
        .join(' · '),
    }));
  const result = (term: string, of: SubjectShown['result']) =>
    of ? [{ term, value: <strong>{of.exempt ? text.exempt : plain(of, language)}</strong> }] : [];
  return [
    ...lines,
    ...result(subject.kind === 'scored' ? text.mean : text.result, subject.result),
    ...result(subject.kind === 'scored' ? text.yearMean : text.yearResult, subject.yearResult),
  ];
}

/** What the term, and with the second one the year, came to. */
export function Results({ pupil, marks, language }: { pupil: PupilSeen; marks: FamilyMarks; language: Language }) {
  const all = t(language);
  const text = all.oversight.family;
  if (marks.results.length === 0 && !marks.homeroomComment && marks.traits.length === 0) return null;
  const traits = traitsOf(regimeFor(pupil.schoolYear, pupil.grade));
  const levelOf = (key: string) => marks.traits.find(each => each.key === key)?.level;
  return (
    <Stack>
      {marks.results.map(result => (
        <Panel
          title={
            result.period <= 2 ? text.ofTerm(all.levels.periods[result.period]) : all.levels.periods[result.period]
          }
        >
          <Definitions
            close
            items={[
              {
                term: text.academic,
                value: result.academic ? all.levels.academic(result.regime, result.academic) : text.notYet,
              },
              ...(result.conduct ? [{ term: text.conduct, value: all.levels.conduct(result.conduct) }] : []),
              ...(result.award ? [{ term: text.award, value: all.levels.award(result.regime, result.award) }] : []),
              ...(result.outcome ? [{ term: text.outcome, value: all.levels.outcomes[result.outcome] }] : []),
            ]}
          />
        </Panel>
      ))}
      {marks.homeroomComment && (
        <Panel title={text.homeroom}>
          <p>{marks.homeroomComment}</p>
        </Panel>
      )}
      {marks.traits.length > 0 && (
        <Panel title={text.traits}>
          <Definitions
            close
            items={traits.flatMap(trait => {
              const level = levelOf(trait.key);
              return level ? [{ term: trait.name[language], value: text.traitLevels[level] }] : [];
            })}
          />
        </Panel>
      )}
    </Stack>
  );
}

export function Absences({ absences, language }: { absences: PupilAbsence[]; language: Language }) {
  const text = t(language).oversight.family;
  return (
    <LinkList
      title={text.absences}
      empty={text.noAbsences}
      items={absences.map(absence => ({
        title: day(absence.day),
        detail: [absence.kind === 'excused' ? text.excused : text.unexcused, absence.reason]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  );
}
