import { Tabs } from '#ui';
import type { SchoolSeen } from '../queries/school.ts';
import type { SchoolWords } from '../words/index.ts';
import { schoolPath } from './school-page.tsx';

export type ClassTab = 'list' | 'attendance' | 'lessons' | 'timetable';

/** The sides of a class: who sits in it, who is absent, what was taught, when. */
export function ClassTabs(props: { school: SchoolSeen; classId: number; current: ClassTab; text: SchoolWords }) {
  const { school, classId, text } = props;
  const tab = (is: ClassTab, rest: string, label: string) => ({
    href:
      is === 'list'
        ? schoolPath(school, `/classes/${classId}`)
        : `/schools/${school.schoolId}/classes/${classId}${rest}`,
    label,
    current: is === props.current,
  });
  return (
    <Tabs
      label={text.klass.tabs}
      tabs={[
        tab('list', '', text.klass.list),
        tab('attendance', '/attendance', text.attendance.open),
        tab('lessons', '/lessons', text.lessons.open),
        tab('timetable', '/timetable', text.timetable.open),
      ]}
    />
  );
}
