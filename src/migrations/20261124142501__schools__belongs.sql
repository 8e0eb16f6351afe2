-- Whose office a pupil or guardian turns to: the schools where they, or the pupils they look after, are or are about to be; those
-- where they last were only once they are nowhere. A school that let a pupil go keeps its records (platform.reach), but it no
-- longer keeps the account, which opens what the next school records.
create function platform.belongs(of_person bigint, on_day date) returns bigint[]
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ declare live bigint[] := array(
      select e.school_id from schools.enrolment e
        where on_day < e.until_day and (e.person_id = of_person
           or e.person_id in (select g.pupil_person_id from directory.guardian g
                              where g.guardian_person_id = of_person and g.from_day <= on_day and on_day < g.until_day)));
  begin
    return case when live = '{}' then platform.reach(of_person, on_day) else live end;
  end $$;
