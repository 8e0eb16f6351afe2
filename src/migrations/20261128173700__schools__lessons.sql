-- The lesson book. An entry corrected gets a new revision; the one before stays, and says which took its place.
create table schools.lesson_entry (
  school_id bigint not null,
  class_id bigint not null,
  day date not null,
  session text not null check (session in ('morning', 'afternoon')),
  lesson int not null check (lesson between 1 and 7),
  revision int not null check (revision > 0),
  subject_key text not null references schools.subject,
  staff_position_id bigint not null,
  programme_lesson int check (programme_lesson between 1 and 999),
  title text not null check (title <> ''),
  remarks text,
  rating text check (rating in ('A', 'B', 'C', 'D')),
  entered_by text not null,
  entered_at timestamptz not null,
  superseded_by int check (superseded_by > revision),
  primary key (school_id, class_id, day, session, lesson, revision),
  foreign key (school_id, class_id) references schools.class,
  foreign key (school_id, staff_position_id) references schools.staff_position
);
create unique index on schools.lesson_entry (school_id, class_id, day, session, lesson) where superseded_by is null;
comment on table schools.lesson_entry is 'spread: school. What was taught in a lesson, and how it went.';

select platform.wall('schools.lesson_entry');
