-- Which schools a person meets at all on a day (the wall): those within the places of their roles, and for a family those
-- where they, or the pupils they look after, are enrolled. What they may do there is the rule's business (access.ts).
create function platform.reach(of_person bigint, on_day date) returns bigint[]
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin
    return array(
      select w.place_id from platform.role_held r
        join platform.place_within w on w.within_id = r.place_id and w.from_day <= on_day and on_day < w.until_day
        join schools.school s on s.school_id = w.place_id
        where r.person_id = of_person and r.from_day <= on_day and on_day < r.until_day
      union
      select e.school_id from schools.enrolment e
        where e.person_id = of_person
           or e.person_id in (select g.pupil_person_id from directory.guardian g
                              where g.guardian_person_id = of_person and g.from_day <= on_day and on_day < g.until_day)
    );
  end $$;
