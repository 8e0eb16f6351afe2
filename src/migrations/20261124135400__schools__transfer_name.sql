-- The receiving school must know whom it is asked to take, and the wall hides the old school's enrolment: what the request says
-- of the pupil stands in the request (TT 28/2020, art. 36: the parents' application names them).
alter table schools.transfer add column pupil_name text not null default '', add column birth_day date;
