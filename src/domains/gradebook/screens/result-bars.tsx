import { count, fromTenths } from '#platform/format.ts';
import { DataTable, Disclosure, Stack } from '#ui';
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
      <Stack>
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
              render: ({ bars }) => sayBars(bars, nameOf, text),
            },
          ]}
        />
      </Stack>
    </Disclosure>
  );
}

/** A test of primary school is a whole mark (TT 27/2020 art. 7). */
const wholeMark = (tenths: number) => count(tenths / 10);

/** What is asked of several subjects alike is said once: "cần 6,5: Tin học (5,4), Toán (6,2)". */
export function sayBars(bars: readonly Bar[], nameOf: (subjectKey: string) => string, text: GradebookWords): string {
  const words = text.summary.bars;
  const lists = new Map<string, string[]>();
  const others: string[] = [];
  const list = (asked: string, subjectKey: string, stands: string) =>
    lists.set(asked, [...(lists.get(asked) ?? []), `${nameOf(subjectKey)} (${stands})`]);
  for (const bar of bars) {
    if (bar.kind === 'subject') list(words.subjects(fromTenths(bar.least)), bar.subjectKey, fromTenths(bar.tenths));
    else if (bar.kind === 'test') list(words.tests(wholeMark(bar.least)), bar.subjectKey, wholeMark(bar.tenths));
    else if (bar.kind === 'level')
      list(words.subjects(text.levels.mark[bar.least]), bar.subjectKey, text.levels.mark[bar.level]);
    else if (bar.kind === 'comment')
      list(words.subjects(text.levels.mark.passed), bar.subjectKey, text.levels.mark['not-passed']);
    else others.push(sayOther(bar, text));
  }
  return [...others, ...[...lists].map(([asked, subjects]) => `${asked}: ${subjects.join(', ')}`)].join('; ');
}

function sayOther(bar: Extract<Bar, { kind: 'count' | 'mean' | 'core' | 'traits' }>, text: GradebookWords): string {
  const words = text.summary.bars;
  switch (bar.kind) {
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
