-- Who of these people is at a school other than this one. An import must not take a pupil whom another school still has, and
-- the wall hides that school: this answers with ids that the asker already holds, and never says which school.
create function schools.enrolled_elsewhere(people bigint[], than_school bigint) returns bigint[]
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin
    return array(select distinct e.person_id from schools.enrolment e
      where e.person_id = any (people) and e.school_id <> than_school and e.until_day = 'infinity');
  end $$;
