-- Results once more, thought through in sets of rows from the text of the circulars and not from the program that stores them
-- (src/domains/gradebook/rules): two ways that agree are right, or wrong twice in the same way. Run nightly, school by school.

-- How an open place is read in a year: the newest row that holds, else the default.
create function gradebook.second_reading(p_year text, p_name text, p_default text) returns text
  language sql stable as $$
    select coalesce((select value #>> '{}' from gradebook.reading where name = p_name and from_school_year <= p_year order by reading_id desc limit 1), p_default) $$;

-- Where each pupil's term belongs: to the class of its last day. Who came later has the first term from elsewhere.
create function gradebook.second_seats(p_school bigint, p_year text)
  returns table (enrolment_id bigint, term int, class_id bigint, grade int, regime text, is_elsewhere boolean, is_closed boolean)
  language sql stable as $$
    with taught as (
      select c.class_id, c.grade, min(c.regime) as regime from gradebook.course c
      where c.school_id = p_school and c.school_year = p_year
        and exists (select from gradebook.mark_column k where k.school_id = c.school_id and k.course_id = c.course_id)
      group by 1, 2),
    place as (
      select p.enrolment_id, p.class_id, p.grade, t.regime, p.from_day, p.until_day, e.left_by is not distinct from 'graduated' as graduated
      from schools.published_class_place p join taught t on t.class_id = p.class_id and t.grade = p.grade
      join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
      where p.school_id = p_school and p.grade > 0 and e.left_by is distinct from 'mistaken'),
    second as (
      select distinct on (enrolment_id) place.* from place, schools.published_school_year y
      where y.school_year = p_year and place.from_day <= y.second_term_until and (y.second_term_until < place.until_day or graduated)
      order by enrolment_id, (y.second_term_until < place.until_day) desc, place.from_day desc),
    first as (
      select place.* from place, schools.published_school_year y
      where y.school_year = p_year and place.from_day <= y.first_term_until and y.first_term_until < place.until_day),
    seat as (
      select enrolment_id, 1 as term, class_id, grade, regime, false as is_elsewhere from first
      union all select enrolment_id, 2, class_id, grade, regime, false from second
      union all select enrolment_id, 1, class_id, grade, regime, true from second where enrolment_id not in (select enrolment_id from first)),
    said as (
      select distinct on (term, class_id) term, class_id, what from gradebook.closing
      where school_id = p_school and school_year = p_year and mark_column_id is null order by term, class_id, closing_id desc)
    select seat.*, exists (select from said where said.term = seat.term and said.what = 'closed' and (said.class_id is null or said.class_id = seat.class_id))
    from seat $$;

-- The planner knows nothing of how many rows its own steps give, and would go through them one by one: nested loops are off.
-- A subject in a term: what its columns come to, or what was brought from elsewhere.
create function gradebook.second_terms(p_school bigint, p_year text)
  returns table (enrolment_id bigint, term int, class_id bigint, subject_key text, kind text, tenths int, level text, exempt boolean, missing int)
  language sql stable set enable_nestloop = off as $$
    with seat as materialized (select * from gradebook.second_seats(p_school, p_year)),
    sheet as materialized (
      select c.class_id, c.grade, c.subject_key, c.kind, k.mark_column_id, k.term, k.kind as col, k.number
      from gradebook.course c join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id
      where c.school_id = p_school and c.school_year = p_year),
    given as materialized (
      select m.enrolment_id, m.mark_column_id, m.tenths, m.level from gradebook.mark m
      where m.school_id = p_school and num_nonnulls(m.tenths, m.level) = 1 and m.mark_column_id in (select mark_column_id from sheet)),
    -- Whoever changed class keeps the marks of the other one, in the same column of the same subject.
    moved as materialized (
      select distinct on (p.enrolment_id, s.subject_key, s.term, s.col, s.number) p.enrolment_id, s.subject_key, s.term, s.col, s.number, g.tenths, g.level
      from schools.published_class_place p
      join sheet s on s.class_id = p.class_id and s.grade = p.grade
      join given g on g.mark_column_id = s.mark_column_id and g.enrolment_id = p.enrolment_id
      where p.school_id = p_school and p.enrolment_id in (select q.enrolment_id from schools.published_class_place q
        where q.school_id = p_school and q.class_id in (select class_id from sheet) group by 1 having count(*) > 1)
      order by 1, 2, 3, 4, 5, p.from_day desc),
    cell as (
      select seat.enrolment_id, seat.term, s.subject_key, s.col, s.number,
        case when g.enrolment_id is null then m.tenths else g.tenths end as tenths, case when g.enrolment_id is null then m.level else g.level end as level
      from seat join sheet s on s.class_id = seat.class_id and s.grade = seat.grade and s.term = seat.term
      left join given g on g.mark_column_id = s.mark_column_id and g.enrolment_id = seat.enrolment_id
      left join moved m on m.enrolment_id = seat.enrolment_id and m.subject_key = s.subject_key and m.term = s.term and m.col = s.col and m.number = s.number),
    tally as materialized (
      select enrolment_id, term, subject_key,
        count(*) filter (where col = 'regular') as regulars, count(*) filter (where col like 'end-%') as ends,
        bool_or(col = 'mid-term') as has_mid, bool_or(col = 'final') as has_final,
        coalesce(sum(tenths) filter (where col = 'regular'), 0) as regular_sum, max(tenths) filter (where col = 'topic') as topic,
        coalesce(sum(tenths) filter (where col = 'mid-term' and number = 1), 0) as mid, coalesce(sum(tenths) filter (where col = 'final' and number = 1), 0) as final,
        count(*) filter (where col in ('regular', 'mid-term', 'final') and tenths is null) as no_mark,
        count(*) filter (where col in ('regular', 'mid-term', 'final') and coalesce(level, '') not in ('passed', 'not-passed')) as no_word,
        count(*) filter (where col in ('regular', 'mid-term', 'final')) as words, count(*) filter (where col in ('regular', 'mid-term', 'final') and level = 'passed') as passed,
        coalesce(bool_and(level = 'passed') filter (where col = 'final'), false) as final_passed,
        max(level) filter (where col = 'end-level') as end_level, max(tenths) filter (where col = 'end-test') as end_test,
        count(*) filter (where col = 'end-test' and tenths is null) as no_test
      from cell group by 1, 2, 3),
    course as (
      select seat.*, c.subject_key, c.kind from seat
      join (select distinct class_id, grade, subject_key, kind from sheet) c on c.class_id = seat.class_id and c.grade = seat.grade),
    judged as (
      select course.*, o.enrolment_id is not null as brought, o.tenths as brought_tenths, o.level as brought_level,
        coalesce(case when course.kind = 'levels' then t.ends > 0 else t.enrolment_id is not null end, false) as taught,
        exists (select from gradebook.exemption x where x.school_id = p_school and x.enrolment_id = course.enrolment_id and x.school_year = p_year
          and x.ended_at is null and x.kind = 'exempt' and x.subject_key = course.subject_key) as exempt,
        course.is_closed and gradebook.second_reading(p_year, 'missing', 'zero') = 'zero'
          and not exists (select from gradebook.exemption x where x.school_id = p_school and x.enrolment_id = course.enrolment_id and x.school_year = p_year
            and x.ended_at is null and x.kind = 'disability') as settled,
        case course.kind
          when 'scored' then t.no_mark + (not t.has_mid)::int + (not t.has_final)::int
          when 'comment' then t.no_word + (not t.has_mid)::int + (not t.has_final)::int
          else (t.end_level is null)::int + t.no_test end as lacking,
        -- Regular marks count once, the middle of the term twice, its end three times; halves go up.
        round((t.regular_sum + coalesce(t.topic, 0) + 2 * t.mid + 3 * t.final)::numeric / (t.regulars + (t.topic is not null)::int + 5))::int as mean,
        case when course.regime <> 'tt58-2011' or gradebook.second_reading(p_year, 'comment-2011', 'two-thirds') = 'every-one' then t.passed = t.words
          else t.passed >= t.words * 2 / 3.0 and t.final_passed end as is_passed,
        t.end_level, t.end_test
      from course
      left join tally t on t.enrolment_id = course.enrolment_id and t.term = course.term and t.subject_key = course.subject_key
      left join gradebook.outside_result o on o.school_id = p_school and o.enrolment_id = course.enrolment_id and o.school_year = p_year
        and o.term = course.term and o.subject_key = course.subject_key),
    placed as (
      select judged.*, case when judged.exempt then 'exempt'
        when brought and (case when kind = 'scored' then brought_tenths is not null else brought_level is not null end) then 'brought'
        when not taught or is_elsewhere then 'unknown' else 'own' end as whence
      from judged where taught or brought)
    select enrolment_id, term, class_id, subject_key, kind,
      case when whence = 'brought' then brought_tenths when whence <> 'own' then null
        when kind = 'scored' then case when lacking = 0 or settled then mean end when kind = 'levels' then end_test end,
      case when whence = 'brought' then brought_level when whence <> 'own' or kind = 'scored' then null when kind = 'levels' then end_level
        when lacking > 0 then case when settled then 'not-passed' end when is_passed then 'passed' else 'not-passed' end,
      exempt, case whence when 'own' then lacking when 'unknown' then 1 else 0 end::int
    from placed $$;

-- The level of TT 22/2021 art. 9.2 that a set of subjects reaches: 3 good, 2 fair, 1 passed, 0 not.
create function gradebook.second_level(below_65 bigint, below_50 bigint, below_35 bigint, from_80 bigint, from_65 bigint, from_50 bigint, failed bigint) returns int
  language sql immutable as $$
    select case when failed = 0 and below_65 = 0 and from_80 >= 6 then 3 when failed = 0 and below_50 = 0 and from_65 >= 6 then 2
      when failed <= 1 and below_35 = 0 and from_50 >= 6 then 1 else 0 end $$;

-- The rank of TT 58/2011 art. 13.1-5: 4 good, 3 fair, 2 average, 1 weak, 0 poor. core: the best of maths, literature, foreign language.
create function gradebook.second_rank(mean int, core int, lowest int, failed bigint) returns int
  language sql immutable as $$
    select case when mean >= 80 and core >= 80 and lowest >= 65 and failed = 0 then 4 when mean >= 65 and core >= 65 and lowest >= 50 and failed = 0 then 3
      when mean >= 50 and core >= 50 and lowest >= 35 and failed = 0 then 2 when mean >= 35 and lowest >= 20 then 1 else 0 end $$;

-- Primary: T everywhere and tests of 9 (or 7), nothing below H, Đ and 5, or not completed. TT 22/2016 knows only completed or not.
create function gradebook.second_primary(p_regime text, all_best boolean, any_worst boolean, lowest_test int) returns text
  language sql immutable as $$
    select case when any_worst or lowest_test < 50 then 'not-completed' when p_regime = 'tt30-2014' then 'completed'
      when not all_best or lowest_test < 70 then 'completed' when lowest_test < 90 then 'well' else 'excellent' end $$;

-- Everything that a school's year comes to, one row a pupil, period and thing: 'academic', 'award', … and 'subject:maths'.
create function gradebook.second_computation(p_school bigint, p_year text)
  returns table (enrolment_id bigint, period int, what text, value text)
  language sql stable set enable_nestloop = off as $$
  with reading as materialized (
    select gradebook.second_reading(p_year, 'adjustment', 'strict') = 'replace' as replaces,
      gradebook.second_reading(p_year, 'reassessment', 'replaces') = 'better-of' as better_of,
      gradebook.second_reading(p_year, 'optional-subjects', 'counted') = 'left-out' as optional_out,
      gradebook.second_reading(p_year, 'rank-core', 'core-too') = 'mean-alone' as mean_alone,
      gradebook.second_reading(p_year, 'rank-good-to-poor', 'as-fair') = 'not-raised' as not_raised,
      gradebook.second_reading(p_year, 'conduct-2011', 'second-term') = 'worse-term' as worse_term,
      gradebook.second_reading(p_year, 'praise-2014', 'all-best') = 'recognised' as only_recognised),
  seat as materialized (select * from gradebook.second_seats(p_school, p_year)),
  term as materialized (select * from gradebook.second_terms(p_school, p_year)),
  released as materialized (
    select distinct x.enrolment_id, x.subject_key, x.kind from gradebook.exemption x where x.school_id = p_school and x.school_year = p_year and x.ended_at is null),
  disabled as materialized (select distinct enrolment_id from released where kind = 'disability'),
  taught as materialized (
    select distinct k.class_id, k.grade, k.subject_key, k.kind from gradebook.course k where school_id = p_school and school_year = p_year
      and exists (select from gradebook.mark_column x where x.school_id = k.school_id and x.course_id = k.course_id)),
  -- Subjects of the year are those of the class in which it ends. What the first term's class did not teach may have been brought along.
  both_terms as (
    select s.enrolment_id, s.class_id, c.subject_key, c.kind, r.enrolment_id is not null as exempt,
      e.enrolment_id is not null or o.enrolment_id is not null as has_first, l.enrolment_id is not null as has_second,
      case when e.enrolment_id is not null then e.tenths when r.enrolment_id is null and fits then o.tenths end as first_tenths,
      case when e.enrolment_id is not null then e.level when r.enrolment_id is null and fits then o.level end as first_level,
      case when e.enrolment_id is not null then e.missing when r.enrolment_id is null and not fits then 1 else 0 end as first_missing,
      l.tenths, l.level, l.missing
    from seat s join taught c on c.class_id = s.class_id and c.grade = s.grade
    left join released r on r.enrolment_id = s.enrolment_id and r.kind = 'exempt' and r.subject_key = c.subject_key
    left join term e on e.enrolment_id = s.enrolment_id and e.term = 1 and e.subject_key = c.subject_key
    left join term l on l.enrolment_id = s.enrolment_id and l.term = 2 and l.subject_key = c.subject_key
    left join (select o.*, 1 as one from gradebook.outside_result o where o.school_id = p_school and o.school_year = p_year and o.term = 1) o
      on e.enrolment_id is null and o.enrolment_id = s.enrolment_id and o.subject_key = c.subject_key
    cross join lateral (select case c.kind when 'scored' then o.tenths is not null else o.level is not null end as fits) f
    where s.term = 2 and s.enrolment_id in (select enrolment_id from term where term = 2)),
  year as materialized (
    select enrolment_id, class_id, subject_key, kind, exempt,
      case when not has_second then first_tenths when not has_first or kind <> 'scored' then tenths else round((first_tenths + 2 * tenths)::numeric / 3)::int end as tenths,
      case when not has_second then first_level when not has_first or kind <> 'scored' then level end as level,
      case when not has_second then first_missing when not has_first or kind <> 'scored' then missing else first_missing + missing end as missing
    from both_terms where has_first or has_second),
  counting as (select key from (values ('ethnic-language'), ('foreign-language-2')) as optional (key), reading where optional_out),
  -- What was assessed again and may take the place of the year's result.
  again as materialized (
    select y.enrolment_id, y.class_id, y.subject_key, y.kind,
      case y.kind when 'scored' then case when better_of then greatest(a.tenths, y.tenths) else a.tenths end when 'levels' then coalesce(a.tenths, y.tenths) end as tenths,
      case y.kind when 'comment' then case when better_of and y.level = 'passed' then 'passed' else a.level end
        when 'levels' then case when a.level in ('T', 'H', 'C') then a.level else y.level end end as level
    from year y join gradebook.reassessment a on a.school_id = p_school and a.enrolment_id = y.enrolment_id and a.school_year = p_year and a.subject_key = y.subject_key, reading
    where not y.exempt and y.subject_key not in (select key from counting)
      and case y.kind when 'scored' then a.tenths is not null when 'comment' then a.level in ('passed', 'not-passed') else a.tenths is not null or a.level in ('T', 'H', 'C') end),
  subject as materialized (
    select enrolment_id, term as period, subject_key, kind, tenths, level, missing from term where not exempt and subject_key not in (select key from counting)
    union all select enrolment_id, 3, subject_key, kind, tenths, level, missing from year where not exempt and subject_key not in (select key from counting)
    union all select y.enrolment_id, 4, y.subject_key, y.kind, case when a.enrolment_id is null then y.tenths else a.tenths end, case when a.enrolment_id is null then y.level else a.level end, y.missing
      from year y left join again a on a.enrolment_id = y.enrolment_id and a.subject_key = y.subject_key
      where y.enrolment_id in (select enrolment_id from again) and not y.exempt and y.subject_key not in (select key from counting)),
  tally as materialized (
    select enrolment_id, period,
      count(*) filter (where kind = 'scored' and tenths < 65) as below_65, count(*) filter (where kind = 'scored' and tenths < 50) as below_50, count(*) filter (where kind = 'scored' and tenths < 35) as below_35,
      count(*) filter (where kind = 'scored' and tenths >= 90) as from_90, count(*) filter (where kind = 'scored' and tenths >= 80) as from_80,
      count(*) filter (where kind = 'scored' and tenths >= 65) as from_65, count(*) filter (where kind = 'scored' and tenths >= 50) as from_50,
      count(*) filter (where kind = 'comment' and level = 'not-passed') as failed, round(avg(tenths) filter (where kind = 'scored'))::int as mean, min(tenths) filter (where kind = 'scored') as lowest,
      coalesce(max(tenths) filter (where kind = 'scored' and subject_key in ('maths', 'literature', 'foreign-language')), -1) as core,
      bool_and(case kind when 'scored' then tenths is not null else level is not null end) and bool_or(kind = 'scored') as has_all,
      bool_and(missing = 0 and coalesce(level, '') in ('T', 'H', 'C')) as has_levels, bool_and(level = 'T') as all_t, bool_or(level = 'C') as any_c, min(tenths) as lowest_test
    from subject group by 1, 2),
  -- Art. 9.3 of TT 22/2021: without one subject, the others stand at "good" (or "fair"), two levels or more above where all together stand.
  raised as materialized (
    select distinct t.enrolment_id, t.period from reading, tally t join subject x using (enrolment_id, period)
    cross join lateral (select gradebook.second_level(below_65, below_50, below_35, from_80, from_65, from_50, failed) as reached,
      (x.kind = 'scored')::int as scored, (x.kind = 'comment' and x.level = 'not-passed')::int as fails,
      (x.kind = 'scored' and x.tenths < 65)::int as under_65, (x.kind = 'scored' and x.tenths < 50)::int as under_50) own
    where reached <= 1 and under_65 + fails = 1 and below_65 = under_65 and failed = fails and from_80 + replaces::int * scored >= 6
      or reached = 0 and under_50 + fails = 1 and below_50 = under_50 and failed = fails and from_65 + replaces::int * scored >= 6),
  trait as materialized (
    select t.enrolment_id, count(*) as given, bool_and(level = 'T') as all_t, bool_or(level = 'C') as any_c from gradebook.trait_level t
    where t.school_id = p_school and t.school_year = p_year and t.term = 2 and t.period = 'end' group by 1),
  recognised as (select distinct a.enrolment_id from gradebook.published_award_record a where a.school_id = p_school and a.school_year = p_year and a.kind = 'class-recognised'),
  away as materialized (
    select a.enrolment_id, count(distinct a.day) filter (where a.day between y.first_term_from and y.first_term_until) as first,
      count(distinct a.day) filter (where a.day between y.second_term_from and y.second_term_until) as second, count(distinct a.day) as year
    from schools.published_absence a join schools.published_school_year y on y.school_year = p_year and a.day between y.from_day and y.until_day where a.school_id = p_school group by 1),
  attended as (select distinct class_id from schools.published_attendance_taken where school_id = p_school),
  conduct as materialized (
    select c.enrolment_id, max(level) filter (where term = 1) as first, max(level) filter (where term = 2) as second, max(level) filter (where term = 3) as summer
    from gradebook.conduct c where c.school_id = p_school and c.school_year = p_year group by 1),
  -- One row a pupil and period, as far as it stands by itself.
  head as materialized (
    select s.enrolment_id, p.period, s.class_id, s.grade, s.regime, s.regime in ('tt27-2020', 'tt30-2014') as is_primary, d.enrolment_id is not null as is_disabled,
      r.enrolment_id is not null as is_recognised, c.summer,
      coalesce(nullif(case p.period when 1 then a.first when 2 then a.second else a.year end, 0), case when s.class_id in (select class_id from attended) then 0 end)::int as absences,
      case when s.regime = 'tt22-2021' then
          case when p.period < 3 then case when said.level in ('good', 'fair', 'passed', 'not-passed') then said.level end
            when c.first in ('good', 'fair', 'passed', 'not-passed') and c.second in ('good', 'fair', 'passed', 'not-passed') then
              case when c.second = 'good' and c.first in ('good', 'fair') then 'good'
                when c.second = 'good' or c.second = 'fair' and c.first <> 'not-passed' or c.second = 'passed' and c.first = 'good' then 'fair'
                when c.second <> 'not-passed' then 'passed' else 'not-passed' end end
        when s.regime = 'tt58-2011' then
          case when p.period < 3 then case when said.level in ('good', 'fair', 'average', 'weak') then said.level end
            when c.first in ('good', 'fair', 'average', 'weak') and c.second in ('good', 'fair', 'average', 'weak') then
              case when worse_term and array_position(array['weak', 'average', 'fair', 'good'], c.first) < array_position(array['weak', 'average', 'fair', 'good'], c.second) then c.first else c.second end end
        end as conduct,
      t.below_65, t.below_50, t.from_90, t.failed, t.mean, t.core, t.has_all, t.has_levels and (p.period < 3 or coalesce(q.given, 0) >= case when s.regime = 'tt30-2014' then 7 when s.grade <= 2 then 13 else 15 end) as has_levels,
      t.all_t and q.all_t as all_best, t.any_c or q.any_c as any_worst, t.lowest_test,
      gradebook.second_level(below_65, below_50, below_35, from_80, from_65, from_50, failed) + (u.enrolment_id is not null)::int as level, gradebook.second_rank(mean, core, lowest, failed) as rank
    from reading, (values (1, 1), (2, 2), (2, 3), (2, 4)) as p (term, period) join seat s on s.term = p.term
    left join tally t on t.enrolment_id = s.enrolment_id and t.period = p.period
    left join raised u on u.enrolment_id = s.enrolment_id and u.period = p.period
    left join conduct c on c.enrolment_id = s.enrolment_id
    cross join lateral (select case p.period when 1 then c.first else c.second end as level) said
    left join trait q on q.enrolment_id = s.enrolment_id
    left join away a on a.enrolment_id = s.enrolment_id
    left join disabled d on d.enrolment_id = s.enrolment_id
    left join recognised r on r.enrolment_id = s.enrolment_id
    where case p.period when 1 then s.enrolment_id in (select enrolment_id from term where term = 1) else s.enrolment_id in (select enrolment_id from year) end),
  judged as materialized (
    select h.*, case
        when is_primary then case when period >= 3 and has_levels then gradebook.second_primary(regime, all_best, any_worst, lowest_test) end
        when not coalesce(has_all, false) then null
        when regime = 'tt22-2021' then (array['not-passed', 'passed', 'fair', 'good'])[1 + level]
        -- Art. 13.6 of TT 58/2011: the mean is that of "good" (or "fair") and one subject alone pulls the rank down by two or three.
        else (array['poor', 'weak', 'average', 'fair', 'good'])[1 + rank + case
          when mean >= 80 and (mean_alone or core >= 80) and below_65 + failed = 1 and rank in (1, 2) then 1
          when mean >= 65 and (mean_alone or core >= 65) and below_50 + failed = 1 and (rank = 1 or rank = 0 and not (not_raised and mean >= 80)) then 1 else 0 end] end as academic
    from head h, reading),
  settled as materialized (
    select j.*, case when is_primary then coalesce(has_levels, false) or is_disabled else conduct is not null and (academic is not null or is_disabled) end as is_whole,
      case
        when is_disabled then 'principal-decides'
        when is_primary then case academic when 'not-completed' then 'principal-decides' else case when academic is not null then 'promoted' end end
        when conduct is null or academic is null then null
        when absences > 45 or academic = 'poor' or conduct in ('not-passed', 'weak') and academic in ('not-passed', 'weak') then 'not-promoted'
        when conduct in ('not-passed', 'weak') then 'summer-training' when academic in ('not-passed', 'weak') then 'reassessment' else 'promoted' end as follows,
      case when is_disabled or is_primary or conduct is null or academic is null then null when absences > 45 then 'absences' when academic = 'poor' then 'academic'
        when conduct in ('not-passed', 'weak') and academic in ('not-passed', 'weak') then 'conduct-and-academic' end as why
    from judged j),
  result as (
    select enrolment_id, period, class_id, grade, regime, is_whole, case when regime = 'tt58-2011' and academic is not null then mean end as mean, case when not is_primary or period = 3 then academic end as academic, conduct, absences,
      case when not is_whole or academic is null then null
        when regime = 'tt22-2021' then case when period = 3 and conduct = 'good' and academic = 'good' then case when from_90 >= 6 then 'excellent' else 'good' end end
        when regime = 'tt58-2011' then case when conduct = 'good' and academic = 'good' then 'good' when conduct in ('good', 'fair') and academic in ('good', 'fair') then 'advanced' end
        when regime = 'tt27-2020' then case when academic = 'excellent' then 'excellent' when academic = 'well' and is_recognised then 'model' end
        when not only_recognised and gradebook.second_primary('tt27-2020', all_best, any_worst, lowest_test) = 'excellent' then 'excellent' when is_recognised then 'model' end as award,
      case when period = 3 then follows end as outcome, case when period = 3 then why end as outcome_why
    from settled, reading where period <= 3),
  decided as (select distinct on (d.enrolment_id) d.enrolment_id, d.decided from gradebook.decision d where d.school_id = p_school and d.school_year = p_year order by d.enrolment_id, d.decision_id desc),
  -- After the summer: only what the year called for, or what the principal decided.
  summer as materialized (
    select y.enrolment_id, y.class_id, y.grade, y.regime, y.is_whole, y.absences, y.is_primary, y.is_disabled, y.follows, y.why, d.decided,
      case when is_primary then y.academic = 'not-completed' else y.follows = 'reassessment' end and y.enrolment_id in (select enrolment_id from again) as is_again,
      case when not y.is_primary and y.follows = 'summer-training' and (case y.regime when 'tt22-2021' then y.summer in ('good', 'fair', 'passed', 'not-passed') else y.summer in ('good', 'fair', 'average', 'weak') end) then y.summer end as trained,
      y.mean, y.academic, y.conduct
    from settled y left join decided d on d.enrolment_id = y.enrolment_id where y.period = 3),
  after as materialized (
    select s.*, case when s.is_primary then case when s.is_again and n.academic <> 'not-completed' then 'completed' else s.academic end when s.is_again then n.academic else s.academic end as new_academic,
      case when not s.is_primary and s.is_again then n.mean else s.mean end as new_mean, coalesce(s.trained, s.conduct) as new_conduct
    from summer s left join judged n on n.enrolment_id = s.enrolment_id and n.period = 4
    where coalesce(s.is_again, false) or s.trained is not null or s.decided is not null),
  summer_result as (
    select enrolment_id, 4 as period, class_id, grade, regime, is_whole, case when regime = 'tt58-2011' and new_academic is not null then new_mean end as mean, new_academic as academic, new_conduct as conduct, absences, null as award,
      case when decided is not null then decided
        when is_primary then case when is_again and new_academic = 'completed' and not is_disabled then 'promoted' else follows end
        when new_academic in ('not-passed', 'weak', 'poor') or new_conduct in ('not-passed', 'weak') then 'not-promoted' else 'promoted' end as outcome,
      case when decided is not null then 'decided' when is_primary then null when new_academic in ('not-passed', 'weak', 'poor') then 'academic' when new_conduct in ('not-passed', 'weak') then 'conduct' end as outcome_why
    from after),
  answer as (select * from result union all select * from summer_result)
  select a.enrolment_id, a.period, t.what, t.value from answer a
    cross join lateral (values ('class', a.class_id || ' ' || a.grade || ' ' || a.regime), ('whole', a.is_whole::text), ('mean', a.mean::text), ('academic', a.academic), ('conduct', a.conduct),
      ('absences', a.absences::text), ('award', a.award), ('outcome', a.outcome), ('outcome-why', a.outcome_why)) as t (what, value)
  union all
  select s.enrolment_id, s.period, 'subject:' || s.subject_key, concat_ws(' ', s.class_id, s.kind, coalesce(s.tenths::text, '-'), coalesce(s.level, '-'), case when s.exempt then 'exempt' else '-' end, s.missing)
  from (select enrolment_id, term as period, class_id, subject_key, kind, tenths, level, exempt, missing from term
    union all select enrolment_id, 3, class_id, subject_key, kind, tenths, level, exempt, missing from year
    union all select g.enrolment_id, 4, g.class_id, g.subject_key, g.kind, g.tenths, g.level, false, 0 from again g join summer u on u.enrolment_id = g.enrolment_id and u.is_again) s $$;

-- What is stored, in the same words.
create function gradebook.stored_computation(p_school bigint, p_year text)
  returns table (enrolment_id bigint, period int, what text, value text)
  language sql stable as $$
  select a.enrolment_id, a.period, t.what, t.value from gradebook.result a
    cross join lateral (values ('class', a.class_id || ' ' || a.grade || ' ' || a.regime), ('whole', a.is_whole::text), ('mean', a.mean_tenths::text), ('academic', a.academic), ('conduct', a.conduct),
      ('absences', a.absences::text), ('award', a.award), ('outcome', a.outcome), ('outcome-why', a.outcome_why)) as t (what, value)
  where a.school_id = p_school and a.school_year = p_year
  union all
  select s.enrolment_id, s.period, 'subject:' || s.subject_key, concat_ws(' ', s.class_id, s.kind, coalesce(s.tenths::text, '-'), coalesce(s.level, '-'), case when s.exempt then 'exempt' else '-' end, s.missing)
  from gradebook.subject_result s where s.school_id = p_school and s.school_year = p_year $$;

-- The two side by side.
create function gradebook.second_compared(p_school bigint, p_year text)
  returns table (enrolment_id bigint, period int, what text, stored text, recomputed text)
  language sql stable set enable_nestloop = off as $$
  select enrolment_id, period, what, o.value, n.value
  from gradebook.stored_computation(p_school, p_year) o full join gradebook.second_computation(p_school, p_year) n using (enrolment_id, period, what) $$;
create index on gradebook.check_run (school_id, school_year, check_run_id desc);
