// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Json, Timestamp } from '#platform/database/types.ts';

export interface AwardRecord {
  school_id: number;
  award_record_id: Generated<number>;
  enrolment_id: number;
  school_year: string;
  kind: 'class-recognised' | 'certificate' | 'competition' | 'letter';
  content: string;
  document: string | null;
  recorded_by: string;
  recorded_at: Timestamp;
  withdrawn_at: Timestamp | null;
  withdrawn_by: string | null;
}

export interface BankComment {
  school_id: number;
  bank_comment_id: Generated<number>;
  subject_key: string | null;
  comment: string;
  kept_by: string;
  kept_at: Timestamp;
}

export interface CheckDifference {
  school_id: number;
  check_run_id: number;
  enrolment_id: number;
  period: number;
  what: string;
  stored: string | null;
  recomputed: string | null;
}

export interface CheckRun {
  school_id: number;
  check_run_id: Generated<number>;
  school_year: string;
  at: Timestamp;
  results: number;
  differences: number;
}

export interface Closing {
  school_id: number;
  closing_id: Generated<number>;
  school_year: string;
  term: number;
  class_id: number | null;
  mark_column_id: number | null;
  what: 'closed' | 'reopened';
  reason: string | null;
  at: Timestamp;
  by: string;
}

export interface Conduct {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  term: number;
  level: 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak' | null;
  comment: string | null;
  revision: Generated<number>;
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface Correction {
  school_id: number;
  correction_id: Generated<number>;
  mark_column_id: number;
  enrolment_id: number;
  old_tenths: number | null;
  old_level: string | null;
  new_tenths: number | null;
  new_level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  reason: string;
  asked_by: string;
  asked_at: Timestamp;
}

export interface CorrectionStep {
  school_id: number;
  correction_id: number;
  step: 'confirmed' | 'approved' | 'refused' | 'withdrawn';
  note: string | null;
  by: string;
  at: Timestamp;
  same_person: Generated<boolean>;
}

export interface Course {
  school_id: number;
  course_id: Generated<number>;
  class_id: number;
  school_year: string;
  grade: number;
  subject_key: string;
  regime: 'tt22-2021' | 'tt58-2011' | 'tt27-2020' | 'tt30-2014';
  kind: 'scored' | 'comment' | 'levels';
  lessons_a_year: number;
  position: Generated<number>;
}

export interface CourseComment {
  school_id: number;
  course_id: number;
  term: number;
  enrolment_id: number;
  comment: string;
  revision: Generated<number>;
  entered_by: string;
  entered_at: Timestamp;
}

export interface Decision {
  school_id: number;
  decision_id: Generated<number>;
  enrolment_id: number;
  school_year: string;
  decided: 'promoted' | 'not-promoted';
  reason: string;
  decided_by: string;
  decided_at: Timestamp;
}

export interface EntryDeadline {
  school_id: number;
  school_year: string;
  term: number;
  kind: 'regular' | 'topic' | 'mid-term' | 'final' | 'mid-level' | 'mid-test' | 'end-level' | 'end-test';
  due_on: string;
  set_by: string;
  set_at: Timestamp;
}

export interface Exemption {
  school_id: number;
  exemption_id: Generated<number>;
  enrolment_id: number;
  school_year: string;
  subject_key: string | null;
  kind: 'exempt' | 'theory' | 'disability';
  reason: string;
  document: string | null;
  given_by: string;
  given_at: Timestamp;
  ended_at: Timestamp | null;
  ended_by: string | null;
}

export interface HealthRecord {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  height_millimetres: number | null;
  weight_grams: number | null;
  note: string | null;
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface Mark {
  school_id: number;
  mark_column_id: number;
  enrolment_id: number;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  revision: Generated<number>;
  entered_by: string;
  entered_at: Timestamp;
  brought_from: string | null;
  first_entered_at: Timestamp | null;
}

export interface MarkColumn {
  school_id: number;
  mark_column_id: Generated<number>;
  course_id: number;
  term: number;
  kind: 'regular' | 'topic' | 'mid-term' | 'final' | 'mid-level' | 'mid-test' | 'end-level' | 'end-test';
  number: Generated<number>;
}

export interface MarkConflict {
  school_id: number;
  mark_conflict_id: Generated<number>;
  mark_column_id: number;
  enrolment_id: number;
  seen_revision: number;
  found_revision: number;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  wanted_by: string;
  received_at: Timestamp;
  settled_at: Timestamp | null;
  settled_by: string | null;
  chose: 'kept' | 'taken' | null;
}

export interface OutsideResult {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  term: number;
  subject_key: string;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  source: string;
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface ProposalDifference {
  school_id: number;
  reading_proposal_id: number;
  enrolment_id: number;
  period: number;
  what: string;
  stands: string | null;
  would_be: string | null;
}

export interface Publication {
  school_id: number;
  publication_id: Generated<number>;
  class_id: number;
  school_year: string;
  term: number;
  what: 'marks' | 'results';
  mark_column_ids: Generated<number[]>;
  by: string;
  at: Timestamp;
}

export interface Reading {
  reading_id: Generated<number>;
  name: string;
  value: Json;
  from_school_year: string;
  document: string;
  accepted_by: string;
  accepted_at: Timestamp;
}

export interface ReadingProposal {
  reading_proposal_id: Generated<number>;
  name: string;
  value: Json;
  school_year: string;
  document: string;
  proposed_by: string;
  proposed_at: Timestamp;
  computed_at: Timestamp | null;
  pupils: number | null;
  differing: number | null;
  answered_at: Timestamp | null;
  answered_by: string | null;
  accepted: boolean | null;
}

export interface Reassessment {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  subject_key: string;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  held_on: string;
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface Result {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  period: number;
  class_id: number;
  grade: number;
  regime: 'tt22-2021' | 'tt58-2011' | 'tt27-2020' | 'tt30-2014';
  is_whole: boolean;
  mean_tenths: number | null;
  academic: 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak' | 'poor' | 'excellent' | 'well' | 'completed' | 'not-completed' | null;
  conduct: 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak' | null;
  absences: number | null;
  award: 'excellent' | 'good' | 'advanced' | 'model' | null;
  outcome: 'promoted' | 'reassessment' | 'summer-training' | 'not-promoted' | 'principal-decides' | null;
  outcome_why: 'absences' | 'academic' | 'conduct' | 'conduct-and-academic' | 'decided' | null;
  computed_at: Timestamp;
}

export interface SheetMapping {
  school_id: number;
  headings_hash: string;
  mapping: Json;
}

export interface SignalNote {
  school_id: number;
  signal_note_id: Generated<number>;
  school_year: string;
  signal_key: string;
  remark: string;
  noted_by: string;
  noted_at: Timestamp;
}

export interface SubjectResult {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  period: number;
  subject_key: string;
  class_id: number;
  kind: 'scored' | 'comment' | 'levels';
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  exempt: Generated<boolean>;
  missing: Generated<number>;
}

export interface TraitLevel {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  term: number;
  period: 'mid' | 'end';
  trait_key: string;
  level: 'T' | 'Đ' | 'C';
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface YearClosing {
  school_id: number;
  year_closing_id: Generated<number>;
  class_id: number;
  school_year: string;
  what: 'handed-in' | 'approved' | 'reopened' | 'promoted';
  reason: string | null;
  by: string;
  at: Timestamp;
}

export interface PublishedAwardRecord {
  school_id: number;
  award_record_id: number;
  enrolment_id: number;
  school_year: string;
  kind: 'class-recognised' | 'certificate' | 'competition' | 'letter';
  content: string;
  document: string;
}

export interface PublishedColumn {
  school_id: number;
  mark_column_id: number;
  course_id: number;
  term: number;
  kind: string;
  number: number;
  class_id: number;
  school_year: string;
  grade: number;
  subject_key: string;
  course_kind: string | null;
  is_closed: boolean | null;
}

export interface PublishedColumnDue {
  school_id: number;
  mark_column_id: number;
  course_id: number;
  term: number;
  kind: string;
  number: number;
  class_id: number;
  school_year: string;
  grade: number;
  subject_key: string;
  due_on: string;
}

export interface PublishedConduct {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  term: number;
  level: 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak';
  comment: string;
}

export interface PublishedCorrection {
  school_id: number;
  correction_id: number;
  mark_column_id: number;
  enrolment_id: number;
  asked_at: Timestamp;
  approved_at: Timestamp | null;
}

export interface PublishedCourse {
  school_id: number;
  course_id: number;
  class_id: number;
  school_year: string;
  grade: number;
  subject_key: string;
  regime: 'tt22-2021' | 'tt58-2011' | 'tt27-2020' | 'tt30-2014';
  kind: 'scored' | 'comment' | 'levels';
  lessons_a_year: number;
  position: number;
}

export interface PublishedCourseComment {
  school_id: number;
  course_id: number;
  term: number;
  enrolment_id: number;
  comment: string;
}

export interface PublishedEntryDeadline {
  school_id: number;
  school_year: string;
  term: number;
  kind: 'regular' | 'topic' | 'mid-term' | 'final' | 'mid-level' | 'mid-test' | 'end-level' | 'end-test';
  due_on: string;
}

export interface PublishedExemption {
  school_id: number;
  exemption_id: number;
  enrolment_id: number;
  school_year: string;
  subject_key: string;
  kind: 'exempt' | 'theory' | 'disability';
  given_at: Timestamp;
  ended_at: Timestamp | null;
}

export interface PublishedHealthRecord {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  height_millimetres: number | null;
  weight_grams: number | null;
  note: string | null;
}

export interface PublishedMark {
  school_id: number;
  mark_column_id: number;
  enrolment_id: number;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C';
  entered_at: Timestamp;
  first_entered_at: Timestamp | null;
}

export interface PublishedOutsideResult {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  term: number;
  subject_key: string;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C';
  source: string;
}

export interface PublishedReassessment {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  subject_key: string;
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C';
  held_on: string;
}

export interface PublishedResult {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  period: 'mid' | 'end';
  class_id: number;
  grade: number;
  regime: 'tt22-2021' | 'tt58-2011' | 'tt27-2020' | 'tt30-2014';
  is_whole: boolean;
  mean_tenths: number | null;
  academic: 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak' | 'poor' | 'excellent' | 'well' | 'completed' | 'not-completed' | null;
  conduct: 'good' | 'fair' | 'passed' | 'not-passed' | 'average' | 'weak' | null;
  absences: number | null;
  award: 'excellent' | 'good' | 'advanced' | 'model' | null;
  outcome: 'promoted' | 'reassessment' | 'summer-training' | 'not-promoted' | 'principal-decides' | null;
  outcome_why: 'absences' | 'academic' | 'conduct' | 'conduct-and-academic' | 'decided' | null;
  computed_at: Timestamp;
}

export interface PublishedSubjectResult {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  period: 'mid' | 'end';
  subject_key: string;
  class_id: number;
  kind: 'scored' | 'comment' | 'levels';
  tenths: number | null;
  level: 'passed' | 'not-passed' | 'T' | 'H' | 'C';
  exempt: boolean;
  missing: number;
}

export interface PublishedTraitLevel {
  school_id: number;
  enrolment_id: number;
  school_year: string;
  term: number;
  period: 'mid' | 'end';
  trait_key: string;
  level: 'T' | 'Đ' | 'C';
}

export interface PublishedYearClosing {
  school_id: number;
  year_closing_id: number;
  class_id: number;
  school_year: string;
  what: 'handed-in' | 'approved' | 'reopened' | 'promoted';
  by: string;
  at: Timestamp;
}

export interface GradebookTables {
  'gradebook.award_record': AwardRecord;
  'gradebook.bank_comment': BankComment;
  'gradebook.check_difference': CheckDifference;
  'gradebook.check_run': CheckRun;
  'gradebook.closing': Closing;
  'gradebook.conduct': Conduct;
  'gradebook.correction': Correction;
  'gradebook.correction_step': CorrectionStep;
  'gradebook.course': Course;
  'gradebook.course_comment': CourseComment;
  'gradebook.decision': Decision;
  'gradebook.entry_deadline': EntryDeadline;
  'gradebook.exemption': Exemption;
  'gradebook.health_record': HealthRecord;
  'gradebook.mark': Mark;
  'gradebook.mark_column': MarkColumn;
  'gradebook.mark_conflict': MarkConflict;
  'gradebook.outside_result': OutsideResult;
  'gradebook.proposal_difference': ProposalDifference;
  'gradebook.publication': Publication;
  'gradebook.reading': Reading;
  'gradebook.reading_proposal': ReadingProposal;
  'gradebook.reassessment': Reassessment;
  'gradebook.result': Result;
  'gradebook.sheet_mapping': SheetMapping;
  'gradebook.signal_note': SignalNote;
  'gradebook.subject_result': SubjectResult;
  'gradebook.trait_level': TraitLevel;
  'gradebook.year_closing': YearClosing;
  'gradebook.published_award_record': PublishedAwardRecord;
  'gradebook.published_column': PublishedColumn;
  'gradebook.published_column_due': PublishedColumnDue;
  'gradebook.published_conduct': PublishedConduct;
  'gradebook.published_correction': PublishedCorrection;
  'gradebook.published_course': PublishedCourse;
  'gradebook.published_course_comment': PublishedCourseComment;
  'gradebook.published_entry_deadline': PublishedEntryDeadline;
  'gradebook.published_exemption': PublishedExemption;
  'gradebook.published_health_record': PublishedHealthRecord;
  'gradebook.published_mark': PublishedMark;
  'gradebook.published_outside_result': PublishedOutsideResult;
  'gradebook.published_reassessment': PublishedReassessment;
  'gradebook.published_result': PublishedResult;
  'gradebook.published_subject_result': PublishedSubjectResult;
  'gradebook.published_trait_level': PublishedTraitLevel;
  'gradebook.published_year_closing': PublishedYearClosing;
}
