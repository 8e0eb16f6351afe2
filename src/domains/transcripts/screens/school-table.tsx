import { count } from '#platform/format.ts';
import { type Column, RowTitle, StateChip } from '#ui';
import type { ClassLine, SchoolSeen } from '../queries/school-transcripts.ts';
import type { DeskWords } from '../words/desk.ts';
import { classPath } from './desk-page.tsx';

/** The classes of a year, a column a step. */
export function classColumns(school: SchoolSeen, text: DeskWords): Column<ClassLine>[] {
  const { heads, of } = text.school;
  const step = (
    key: 'made' | 'homeroom' | 'principal' | 'seal',
    all: (line: ClassLine) => number,
  ): Column<ClassLine> => ({
    key,
    head: heads[key],
    align: 'end',
    fold: key === 'made' || key === 'principal' ? 'start' : 'end',
    foldHead: true,
    render: line => of(count(line[key]), count(all(line))),
  });
  return [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      fold: 'full',
      render: line => <RowTitle href={classPath(school.schoolId, line.classId)}>{line.name}</RowTitle>,
    },
    {
      key: 'courses',
      head: heads.courses,
      align: 'end',
      fold: 'hide',
      render: line => {
        const asked = line.courses.filter(course => course.hash);
        return of(count(asked.filter(course => course.state === 'confirmed').length), count(asked.length));
      },
    },
    step('made', line => line.pupils),
    step('homeroom', line => line.made),
    step('principal', line => line.made),
    step('seal', line => line.made),
    { key: 'note', head: heads.note, width: 'wide', fold: 'full', render: line => <Notes line={line} text={text} /> },
  ];
}

function Notes({ line, text }: { line: ClassLine; text: DeskWords }) {
  const words = text.school;
  const unconfirmed = line.courses.filter(course => course.state === 'waiting' && course.hash).length;
  const changed = line.courses.filter(course => course.state === 'changed').length;
  const openSteps = line.made > line.homeroom;
  const notes = [
    !line.isApproved && words.notApproved,
    line.isApproved && line.ready > line.made && words.notMade(count(line.ready - line.made)),
    line.isApproved && line.pupils > line.ready && words.waiting(count(line.pupils - line.ready)),
    openSteps && unconfirmed > 0 && words.unconfirmed(count(unconfirmed)),
    openSteps && changed > 0 && words.changed(count(changed)),
    line.superseded > 0 && words.superseded(count(line.superseded)),
    line.revoked > 0 && words.revoked(count(line.revoked)),
  ].filter(note => typeof note === 'string');
  if (notes.length === 0)
    return line.made > 0 && line.seal === line.made ? <StateChip state="ok">{text.signed.seal}</StateChip> : <>–</>;
  return <span class="soft">{notes.join(' · ')}</span>;
}
