import { count, fromTenths } from '#platform/format.ts';
import { DataTable, Disclosure } from '#ui';
import type { BarredPupil } from '../queries/barred-pupils.ts';
import type { CourseHead } from '../queries/class-results.ts';
import { type Bar, SUBJECTS_ASKED } from '../rules/bars.ts';
import type { GradebookWords } from '../words/index.ts';
import { sayAcademic } from './say-result.ts';

/** Who is kept from a better result, and by what: where help would reach furthest. */
export function ResultBars({
  barred,
  heads,
  text,
}: {
  barred: BarredPupil[];
  heads: CourseHead[];
  text: GradebookWords;
}) {
  if (barred.length === 0) return null;
  const words = text.summary.bars;
  const nameOf = (key: string) => heads.find(head => head.subjectKey === key)?.name ?? key;
  return (
    <Disclosure summary={words.title(count(barred.length))}>
      <p class="soft">{words.explain}</p>
      <DataTable
        caption={words.caption}
        dense
        rows={barred}
        empty={{ text: '' }}
        columns={[
          {
            key: 'name',
            head: text.summary.heads.name,
            rowHead: true,
            fold: 'full',
            render: ({ pupil }) => pupil.fullName,
          },
          {
            key: 'now',
            head: words.now,
            fold: 'start',
            foldHead: true,
            render: ({ pupil }) => sayAcademic(pupil, text),
          },
          {
            key: 'next',
            head: words.next,
            fold: 'end',
            foldHead: true,
            render: ({ pupil, next }) => pupil.regime && text.levels.academic(pupil.regime, next),
          },
          {
            key: 'why',
            head: words.why,
            width: 'wide',
            fold: 'full',
            render: ({ bars }) => bars.map(bar => sayBar(bar, nameOf, text)).join('; '),
          },
        ]}
      />
    </Disclosure>
  );
}

/** A test of primary school is a whole mark (TT 27/2020 art. 7). */
const wholeMark = (tenths: number) => count(tenths / 10);

function sayBar(bar: Bar, nameOf: (subjectKey: string) => string, text: GradebookWords): string {
  const words = text.summary.bars;
  switch (bar.kind) {
    case 'subject':
      return words.subject(nameOf(bar.subjectKey), fromTenths(bar.tenths), fromTenths(bar.least));
    case 'test':
      return words.test(nameOf(bar.subjectKey), wholeMark(bar.tenths), wholeMark(bar.least));
    case 'comment':
      return words.comment(nameOf(bar.subjectKey));
    case 'level':
      return words.level(nameOf(bar.subjectKey), text.levels.mark[bar.level], text.levels.mark[bar.least]);
    case 'count':
      return words.count(count(bar.have), count(SUBJECTS_ASKED), fromTenths(bar.least));
    case 'mean':
      return words.mean(fromTenths(bar.mean), fromTenths(bar.least));
    case 'core':
      return words.core(fromTenths(bar.least));
    case 'traits':
      return words.traits(count(bar.count), text.oversight.family.traitLevels[bar.least]);
  }
}
