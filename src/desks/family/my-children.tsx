import { sql } from 'kysely';
import { type Ask, readFor } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { ButtonLink, type Column, DataTable, Row, RowTitle } from '#ui';
import { t } from '../words.ts';

interface Learner {
  schoolId: number;
  enrolmentId: number;
  name: string;
  school: string;
  class: string | null;
  homeroom: string | null;
}

/** Where do I, or the children I look after, learn? Only those: the rule is the family itself. */
export async function myChildrenPage(ask: Ask): Promise<Response> {
  const { actor, system } = ask.var;
  if (actor.kind !== 'person' || actor.personId === null) throw new NotAllowed();
  const text = t(ask.var.language);
  const today = system.today();
  const { rows } = await readFor(ask, 'indicators', async db => {
    const { rows: children } = await sql<{ id: number }>`select pupil_person_id as id from directory.published_guardian
      where guardian_person_id = ${actor.personId} and from_day <= ${today} and ${today} < until_day`.execute(db);
    const family = [actor.personId ?? 0, ...children.map(child => child.id)];
    return await sql<Learner>`
      select e.school_id as "schoolId", e.enrolment_id as "enrolmentId", e.full_name as name, p.name as school, c.name as class, f.full_name as homeroom
      from schools.published_enrolment e
      cross join lateral (select name from directory.published_place v where v.place_id = e.school_id order by v.from_day desc limit 1) p
      left join schools.published_class_place cp on cp.school_id = e.school_id and cp.enrolment_id = e.enrolment_id and cp.from_day <= ${today} and ${today} < cp.until_day
      left join schools.published_class c on c.school_id = cp.school_id and c.class_id = cp.class_id
      left join schools.published_homeroom h on h.school_id = c.school_id and h.class_id = c.class_id and h.from_day <= ${today} and ${today} < h.until_day
      left join schools.published_staff f on f.school_id = h.school_id and f.staff_position_id = h.staff_position_id
      where e.person_id = any (${family}::bigint[]) and e.from_day <= ${today} and ${today} < e.until_day
      order by e.sort_key`.execute(db);
  });
  const { heads } = text.children;
  const columns: Column<Learner>[] = [
    {
      key: 'name',
      head: heads.name,
      rowHead: true,
      fold: 'full',
      width: 'wide',
      render: one => <RowTitle href={`/schools/${one.schoolId}/pupils/${one.enrolmentId}`}>{one.name}</RowTitle>,
    },
    { key: 'school', head: heads.school, fold: 'full', render: one => one.school },
    { key: 'class', head: heads.class, fold: 'start', foldHead: true, render: one => one.class ?? '–' },
    { key: 'homeroom', head: heads.homeroom, fold: 'full', foldHead: true, render: one => one.homeroom ?? '–' },
    {
      key: 'marks',
      head: '',
      fold: 'full',
      render: one => (
        <Row>
          <ButtonLink href={`/schools/${one.schoolId}/pupils/${one.enrolmentId}/marks`}>
            {text.children.marks}
          </ButtonLink>
          <ButtonLink href={`/schools/${one.schoolId}/pupils/${one.enrolmentId}/transcripts`}>
            {text.children.transcripts}
          </ButtonLink>
        </Row>
      ),
    },
  ];
  return screen(
    ask,
    { title: text.children.title },
    <DataTable caption={text.children.caption} columns={columns} rows={rows} empty={{ text: text.children.empty }} />,
  );
}
