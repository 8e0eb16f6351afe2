-- A plan is read, reviewed by a person, and then adopted: what the review needs, and what a unit's own plan keeps.

alter table steering.plan
  add kept_file_id bigint,
  add summary text;

-- A draft that was brought by mistake. It stays readable in the audit, and is shown nowhere.
create table steering.plan_withdrawn (
  plan_id bigint primary key references steering.plan,
  why text not null,
  withdrawn_at timestamptz not null,
  withdrawn_by text not null
);
comment on table steering.plan_withdrawn is 'spread: reference. A draft that will not be adopted.';

-- A line the reader did not recognise, and what a person made of it. The line itself stays in plan_text.
create table steering.line_settled (
  plan_id bigint not null references steering.plan,
  block text not null,
  became text not null check (became in ('nothing', 'target', 'task')),
  settled_at timestamptz not null,
  settled_by text not null,
  primary key (plan_id, block)
);
comment on table steering.line_settled is 'spread: reference. What a person made of a line of a plan that was not recognised.';

-- `measure`: the figure as it was read, with its words. A comparator the text does not name waits for a person.
alter table steering.target
  add measure jsonb not null default '{}',
  add comparator_named boolean not null default true;

-- "Trước ngày" D leaves D out, "chậm nhất ngày" D includes it: last_day is the last day in time (rules/deadline.ts).
alter table steering.task
  add inclusive boolean not null default true,
  add last_day date generated always as (case when inclusive then due_on else due_on - 1 end) stored,
  add said jsonb not null default '{}',
  add dropped_at timestamptz,
  add dropped_why text;

-- "Hằng tháng" names no day: the plan's last day stands in, and a person says the day before the plan is adopted.
alter table steering.deadline
  add inclusive boolean not null default true,
  add last_day date not null generated always as (case when inclusive then due_on else due_on - 1 end) stored,
  add day_named boolean not null default true,
  add text text not null default '',
  add dropped_at timestamptz,
  add dropped_why text;

alter table steering.evidence add report_id bigint references steering.report;
create index on steering.evidence (task_step_id);
create index on steering.evidence (declaration_id);
create index on steering.evidence (report_id);

create or replace view steering.published_plan as
  select plan.plan_id, plan.place_id, plan.parent_plan_id, plan.title, plan.number, plan.issued_on, plan.from_day, plan.until_day, adoption.adopted_on
  from steering.plan left join steering.plan_adoption adoption using (plan_id)
  where not exists (select from steering.plan_withdrawn gone where gone.plan_id = plan.plan_id);
create or replace view steering.published_deadline as
  select deadline_id, plan_id, kind, title, due_on, units, text_place, inclusive, last_day
  from steering.deadline where dropped_at is null;
create or replace view steering.published_task as
  select task.task_id, task.plan_id, task.target_id, task.title, task.due_on, unit.place_id, unit.part, step.step, step.day as step_day, task.last_day
  from steering.task join steering.task_unit unit using (task_id)
  join lateral (select s.step, s.day from steering.task_step s where s.task_id = task.task_id and s.place_id = unit.place_id order by task_step_id desc limit 1) step on true
  where task.dropped_at is null;

comment on column steering.published_task.step is null;
comment on column steering.published_task.plan_id is 'may be missing';
comment on column steering.published_task.target_id is 'may be missing';
comment on column steering.published_task.due_on is 'may be missing';
comment on column steering.published_task.last_day is 'may be missing';
