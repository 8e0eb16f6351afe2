import { count, dayTime, type Language } from '#platform/format.ts';
import { Button, DataTable, Form, StateChip } from '#ui';
import type { ClassSeen, PupilLine } from '../queries/class-transcripts.ts';
import type { CourseStanding } from '../queries/course-confirmations.ts';
import type { DeskWords } from '../words/desk.ts';
import { classPath, SignedSteps } from './desk-page.tsx';

type CourseLine = CourseStanding & { mayConfirm: boolean };

/** Who confirmed which subject; whoever teaches one confirms it here. */
export function CoursesTable(props: { courses: CourseLine[]; klass: ClassSeen; text: DeskWords; language: Language }) {
  const { courses, klass, text, language } = props;
  const words = text.klass;
  return (
    <DataTable
      caption={words.courses}
      showCaption
      dense
      rows={courses}
      columns={[
        {
          key: 'subject',
          head: words.heads.subject,
          rowHead: true,
          fold: 'full',
          render: course =>
            klass && courses.some(other => other.grade !== course.grade)
              ? `${course.subject} ${course.grade}`
              : course.subject,
        },
        { key: 'teacher', head: words.heads.teacher, fold: 'full', render: course => course.teacher ?? '–' },
        {
          key: 'state',
          head: words.heads.state,
          width: 'wide',
          fold: 'start',
          render: course =>
            course.hash === null ? (
              <StateChip state="silent">{words.noResults}</StateChip>
            ) : course.state === 'confirmed' ? (
              <StateChip state="ok">{`${words.states.confirmed} ${dayTime(course.confirmedAt, language)}`}</StateChip>
            ) : (
              <StateChip state={course.state === 'changed' ? 'behind' : 'near'}>{words.states[course.state]}</StateChip>
            ),
        },
        {
          key: 'act',
          head: words.heads.act,
          width: 'narrow',
          fold: 'end',
          render: course =>
            course.mayConfirm && course.hash && course.state !== 'confirmed' ? (
              <Form
                action={classPath(klass.schoolId, klass.classId, '/confirm')}
                hidden={{ courseIds: course.courseId }}
              >
                <Button>{words.confirm}</Button>
              </Form>
            ) : (
              ''
            ),
        },
      ]}
      empty={{ text: words.noCourses }}
    />
  );
}

/** The pupils and how far each transcript is. */
export function PupilsTable({ pupils, klass, text }: { pupils: PupilLine[]; klass: ClassSeen; text: DeskWords }) {
  const words = text.klass;
  return (
    <DataTable
      caption={words.pupils}
      showCaption
      dense
      rows={pupils}
      columns={[
        {
          key: 'number',
          head: '',
          align: 'end',
          width: 'narrow',
          fold: 'hide',
          render: (_, index) => count(index + 1),
        },
        {
          key: 'name',
          head: words.heads.name,
          rowHead: true,
          width: 'wide',
          fold: 'full',
          render: pupil => (
            <a href={`/schools/${klass.schoolId}/pupils/${pupil.enrolmentId}/transcripts`}>{pupil.name}</a>
          ),
        },
        {
          key: 'version',
          head: words.heads.version,
          align: 'end',
          fold: 'hide',
          render: pupil => (pupil.transcript ? count(pupil.transcript.version) : '–'),
        },
        {
          key: 'signed',
          head: words.heads.signed,
          width: 'wide',
          fold: 'full',
          render: pupil => <State pupil={pupil} text={text} />,
        },
      ]}
      empty={{ text: words.noPupils }}
    />
  );
}

function State({ pupil, text }: { pupil: PupilLine; text: DeskWords }) {
  const words = text.klass;
  const { transcript } = pupil;
  if (!transcript)
    return (
      <StateChip state={pupil.waitsFor ? 'silent' : 'near'}>
        {pupil.waitsFor ? words.waits[pupil.waitsFor] : words.notMade}
      </StateChip>
    );
  if (transcript.isRevoked) return <StateChip state="behind">{words.revoked}</StateChip>;
  return (
    <>
      <SignedSteps signed={transcript.signed} text={text} />{' '}
      {pupil.isChanged && <StateChip state="behind">{words.isChanged}</StateChip>}
    </>
  );
}
