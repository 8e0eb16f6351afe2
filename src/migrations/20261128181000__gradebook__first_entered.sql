-- Whether a column was filled in time is told by when each mark was first entered, not by when it was last changed.
alter table gradebook.mark add first_entered_at timestamptz;
comment on column gradebook.mark.first_entered_at is 'may be missing';
create or replace view gradebook.published_mark with (security_invoker = true) as
  select school_id, mark_column_id, enrolment_id, tenths, level, entered_at, coalesce(first_entered_at, entered_at) as first_entered_at
  from gradebook.mark where num_nonnulls(tenths, level) = 1;
create view gradebook.published_exemption with (security_invoker = true) as
  select school_id, exemption_id, enrolment_id, school_year, subject_key, kind, given_at, ended_at from gradebook.exemption;
