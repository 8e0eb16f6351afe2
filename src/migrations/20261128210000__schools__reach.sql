-- Which schools a person reaches: as before, but by way of who the pupils are. "The pupil, or in the care of" as one condition
-- with `or` made PostgreSQL read every pupil of the province, at every request of anyone.
create or replace function platform.reach(of_person bigint, on_day date) returns bigint[]
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin
    return array(
      select w.place_id from platform.role_held r
        join platform.place_within w on w.within_id = r.place_id and w.from_day <= on_day and on_day < w.until_day
        join schools.school s on s.school_id = w.place_id
        where r.person_id = of_person and r.from_day <= on_day and on_day < r.until_day
      union
      select e.school_id from schools.enrolment e where e.person_id = of_person
      union
      select e.school_id from directory.guardian g
        join schools.enrolment e on e.person_id = g.pupil_person_id
        where g.guardian_person_id = of_person and g.from_day <= on_day and on_day < g.until_day
    );
  end $$;
