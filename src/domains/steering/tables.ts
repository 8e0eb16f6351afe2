// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Json, Timestamp } from '#platform/database/types.ts';

export interface Deadline {
  deadline_id: Generated<number>;
  plan_id: number;
  kind: 'unit-plan' | 'report' | 'task';
  title: string;
  due_on: string;
  units: Json;
  text_place: Json | null;
  inclusive: Generated<boolean>;
  last_day: Generated<string>;
  day_named: Generated<boolean>;
  text: Generated<string>;
  dropped_at: Timestamp | null;
  dropped_why: string | null;
}

export interface Declaration {
  declaration_id: Generated<number>;
  target_id: number;
  place_id: number;
  numerator: number;
  denominator: number;
  on_day: string;
  note: string | null;
  origin: 'declared' | 'inspected';
  declared_at: Timestamp;
  declared_by: string;
}

export interface Evidence {
  evidence_id: Generated<number>;
  task_step_id: number | null;
  declaration_id: number | null;
  kept_file_school_id: number | null;
  kept_file_id: number | null;
  link: string | null;
  title: string;
  report_id: number | null;
}

export interface LineSettled {
  plan_id: number;
  block: string;
  became: 'nothing' | 'target' | 'task';
  settled_at: Timestamp;
  settled_by: string;
}

export interface Plan {
  plan_id: Generated<number>;
  place_id: number;
  parent_plan_id: number | null;
  title: string;
  number: string | null;
  issued_on: string | null;
  signer: Json | null;
  from_day: string;
  until_day: string;
  brought_at: Timestamp;
  brought_by: string;
  kept_file_id: number | null;
  summary: string | null;
}

export interface PlanAdoption {
  plan_id: number;
  adopted_on: string;
  adopted_at: Timestamp;
  adopted_by: string;
}

export interface PlanText {
  plan_id: number;
  file_name: string;
  sha256: string;
  blocks: Json;
  read: Json;
}

export interface PlanWithdrawn {
  plan_id: number;
  why: string;
  withdrawn_at: Timestamp;
  withdrawn_by: string;
}

export interface Report {
  report_id: Generated<number>;
  deadline_id: number;
  place_id: number;
  text: string;
  handed_in_at: Timestamp;
  handed_in_on: string;
  handed_in_by: string;
}

export interface Target {
  target_id: Generated<number>;
  plan_id: number;
  position: number;
  name: string;
  text: string;
  comparator: 'at-least' | 'more-than' | 'exactly' | 'at-most' | 'less-than';
  value_tenths: number;
  unit: string;
  scope: Generated<Json>;
  indicator: string | null;
  from_day: string;
  until_day: string;
  text_place: Json | null;
  dropped_at: Timestamp | null;
  dropped_why: string | null;
  measure: Generated<Json>;
  comparator_named: Generated<boolean>;
}

export interface Task {
  task_id: Generated<number>;
  plan_id: number | null;
  target_id: number | null;
  position: Generated<number>;
  title: string;
  text: string;
  due_on: string | null;
  text_place: Json | null;
  given_at: Timestamp;
  given_by: string;
  given_place_id: number;
  inclusive: Generated<boolean>;
  last_day: Generated<string | null>;
  said: Generated<Json>;
  dropped_at: Timestamp | null;
  dropped_why: string | null;
}

export interface TaskStep {
  task_step_id: Generated<number>;
  task_id: number;
  place_id: number;
  step: 'given' | 'accepted' | 'reported' | 'done' | 'returned';
  note: string | null;
  at: Timestamp;
  day: string;
  by_actor: string;
}

export interface TaskUnit {
  task_id: number;
  place_id: number;
  part: 'lead' | 'cooperate';
}

export interface PublishedDeadline {
  deadline_id: number;
  plan_id: number;
  kind: 'unit-plan' | 'report' | 'task';
  title: string;
  due_on: string;
  units: Json;
  text_place: Json | null;
  inclusive: boolean;
  last_day: string;
}

export interface PublishedDeclaration {
  declaration_id: number;
  target_id: number;
  place_id: number;
  numerator: number;
  denominator: number;
  on_day: string;
  origin: 'declared' | 'inspected';
  note: string | null;
  declared_at: Timestamp;
  declared_by: string;
}

export interface PublishedPlan {
  plan_id: number;
  place_id: number;
  parent_plan_id: number | null;
  title: string;
  number: string | null;
  issued_on: string | null;
  from_day: string;
  until_day: string;
  adopted_on: string | null;
}

export interface PublishedReport {
  report_id: number;
  deadline_id: number;
  place_id: number;
  handed_in_on: string;
}

export interface PublishedTarget {
  target_id: number;
  plan_id: number;
  position: number;
  name: string;
  text: string;
  comparator: 'at-least' | 'more-than' | 'exactly' | 'at-most' | 'less-than';
  value_tenths: number;
  unit: string;
  scope: Json;
  indicator: string | null;
  from_day: string;
  until_day: string;
  text_place: Json | null;
}

export interface PublishedTask {
  task_id: number;
  plan_id: number | null;
  target_id: number | null;
  title: string;
  due_on: string | null;
  place_id: number;
  part: 'lead' | 'cooperate';
  step: 'given' | 'accepted' | 'reported' | 'done' | 'returned';
  step_day: string | null;
  last_day: string | null;
}

export interface SteeringTables {
  'steering.deadline': Deadline;
  'steering.declaration': Declaration;
  'steering.evidence': Evidence;
  'steering.line_settled': LineSettled;
  'steering.plan': Plan;
  'steering.plan_adoption': PlanAdoption;
  'steering.plan_text': PlanText;
  'steering.plan_withdrawn': PlanWithdrawn;
  'steering.report': Report;
  'steering.target': Target;
  'steering.task': Task;
  'steering.task_step': TaskStep;
  'steering.task_unit': TaskUnit;
  'steering.published_deadline': PublishedDeadline;
  'steering.published_declaration': PublishedDeclaration;
  'steering.published_plan': PublishedPlan;
  'steering.published_report': PublishedReport;
  'steering.published_target': PublishedTarget;
  'steering.published_task': PublishedTask;
}
