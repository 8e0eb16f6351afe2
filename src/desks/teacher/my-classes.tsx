import { sql } from 'kysely';
import { count } from '#platform/format.ts';
import { type Ask, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { ButtonLink, type Column, Columns, DataTable, Facts, Pill, RowTitle } from '#ui';
import { findDesk } from '../desk.ts';
import { t } from '../words.ts';
import { LessonsToday, MarksDue, readMyDay } from './my-day.tsx';

interface OwnClass {
  schoolId: number;
  classId: number;
  name: string;
  school: string;
  isHomeroom: boolean;
  /** What I teach there, each with its mark sheet where there is one. */
  subjects: { name: string; courseId: number | null }[];
  pupils: number;
}

/** Which classes are mine, what is on today, what do I owe? For whoever teaches. Classes of the newest school year begun. */
export async function myClassesPage(ask: Ask): Promise<Response> {
  const { seat } = await findDesk(ask);
  const { actor, system } = ask.var;
  if (!seat || actor.personId === null) throw new NotAllowed();
  const text = t(ask.var.language);
  const today = system.today();
  const { rows } = await readFor(ask, 'indicators', db =>
    sql<OwnClass>`
    with me as (select school_id, staff_position_id from schools.published_staff where person_id = ${actor.personId} and from_day <= ${today} and ${today} < until_day),
      year as (select school_year from schools.published_school_year where from_day <= ${today} order by from_day desc limit 1),
      mine as (
        select h.school_id, h.class_id, true as is_homeroom, null as subject_key from me join schools.published_homeroom h using (school_id, staff_position_id) where h.from_day <= ${today} and ${today} < h.until_day
        union all
        select a.school_id, a.class_id, false, a.subject_key from me join schools.published_assignment a using (school_id, staff_position_id) where a.from_day <= ${today} and ${today} < a.until_day)
    select c.school_id as "schoolId", c.class_id as "classId", c.name, p.name as school, bool_or(m.is_homeroom) as "isHomeroom",
      coalesce(json_agg(distinct jsonb_build_object('name', s.name, 'courseId', o.course_id)) filter (where s.name is not null), '[]') as subjects,
      (select count(*)::int from schools.published_class_place cp where cp.school_id = c.school_id and cp.class_id = c.class_id and cp.from_day <= ${today} and ${today} < cp.until_day) as pupils
    from mine m join schools.published_class c using (school_id, class_id) join year using (school_year)
    left join schools.published_subject s on s.subject_key = m.subject_key
    left join gradebook.published_course o on o.school_id = m.school_id and o.class_id = m.class_id and o.subject_key = m.subject_key
    cross join lateral (select name from directory.published_place v where v.place_id = c.school_id order by v.from_day desc limit 1) p
    group by c.school_id, c.class_id, c.name, c.grades, p.name order by bool_or(m.is_homeroom) desc, c.grades, c.name`.execute(
      db,
    ),
  );
  const { lessons, missing } = await readMyDay(ask, actor.personId, seat.placeId);
  const columns: Column<OwnClass>[] = [
    {
      key: 'name',
      head: text.teacher.heads.name,
      rowHead: true,
      fold: 'full',
      width: 'wide',
      render: one => (
        <RowTitle
          href={`/schools/${one.schoolId}/classes/${one.classId}`}
          facts={[
            one.school,
            one.isHomeroom && <Pill tone="brand">{text.teacher.homeroom}</Pill>,
            one.isHomeroom && (
              <a href={`/schools/${one.schoolId}/classes/${one.classId}/homeroom`}>{text.teacher.homeroomBook}</a>
            ),
          ]}
        >
          {one.name}
        </RowTitle>
      ),
    },
    {
      key: 'subjects',
      head: text.teacher.heads.subjects,
      fold: 'start',
      render: one => (one.subjects.length > 0 ? <Subjects of={one} /> : '–'),
    },
    {
      key: 'pupils',
      head: text.teacher.heads.pupils,
      align: 'end',
      fold: 'end',
      foldHead: true,
      render: one => count(one.pupils),
    },
    {
      key: 'attendance',
      head: '',
      fold: 'full',
      render: one => (
        <ButtonLink href={`/schools/${one.schoolId}/classes/${one.classId}/attendance`}>
          {text.teacher.attendance}
        </ButtonLink>
      ),
    },
  ];
  return screen(
    ask,
    {
      title: text.teacher.title,
      facts: <Facts items={[seat.placeName]} />,
      actions: <ButtonLink href={`/schools/${seat.placeId}/corrections`}>{text.teacher.corrections}</ButtonLink>,
    },
    <Columns
      main={
        <>
          {lessons.length > 0 && <LessonsToday ask={ask} lessons={lessons} />}
          <DataTable
            caption={text.teacher.caption}
            columns={columns}
            rows={rows}
            empty={{ text: text.teacher.empty }}
          />
        </>
      }
      side={<MarksDue ask={ask} schoolId={seat.placeId} missing={missing} />}
    />,
  );
}

/** Each subject opens its mark sheet. */
function Subjects({ of }: { of: OwnClass }) {
  return (
    <>
      {of.subjects.map(({ name, courseId }, at) => (
        <>
          {at > 0 && ', '}
          {courseId === null ? name : <a href={`/schools/${of.schoolId}/courses/${courseId}`}>{name}</a>}
        </>
      ))}
    </>
  );
}
