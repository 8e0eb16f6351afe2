// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Json, Timestamp } from '#platform/database/types.ts';

export interface Absence {
  school_id: number;
  enrolment_id: number;
  day: string;
  session: 'morning' | 'afternoon';
  class_id: number;
  kind: 'excused' | 'unexcused' | null;
  reason: string | null;
  revision: number;
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface AbsenceSuperseded {
  school_id: number;
  enrolment_id: number;
  day: string;
  session: string;
  revision: number;
  kind: 'excused' | 'unexcused' | null;
  reason: string | null;
  recorded_by: string;
  recorded_at: Timestamp;
}

export interface AttendanceConflict {
  school_id: number;
  attendance_conflict_id: Generated<number>;
  class_id: number;
  enrolment_id: number;
  day: string;
  session: 'morning' | 'afternoon';
  seen: number;
  kind: 'excused' | 'unexcused' | null;
  reason: string | null;
  sent_by: string;
  sent_at: Timestamp;
  settled_by: string | null;
  settled_at: Timestamp | null;
}

export interface AttendanceTaken {
  school_id: number;
  class_id: number;
  day: string;
  session: 'morning' | 'afternoon';
  taken_by: string;
  taken_at: Timestamp;
}

export interface CalendarDay {
  day: string;
  kind: 'holiday' | 'substitute' | 'swap-off' | 'swap-work';
  name: string;
  document: string;
}

export interface Class {
  school_id: number;
  class_id: Generated<number>;
  school_year: string;
  name: string;
  grades: number[];
  site_id: number | null;
  made_on: string;
  ended_on: string | null;
}

export interface ClassPlace {
  school_id: number;
  enrolment_id: number;
  class_id: number;
  grade: number;
  from_day: string;
  until_day: Generated<string>;
  came_by: 'enrolled' | 'moved' | 'promoted' | 'repeating';
}

export interface Enrolment {
  school_id: number;
  enrolment_id: Generated<number>;
  person_id: number;
  pupil_code: string;
  full_name: string;
  sort_key: string;
  search_key: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  ethnic_key: string | null;
  has_citizen_number: Generated<boolean>;
  policy_keys: Generated<string[]>;
  details: Generated<Json>;
  from_day: string;
  until_day: Generated<string>;
  came_by: 'admitted' | 'transferred' | 'returned';
  left_by: 'transferred' | 'dropped-out' | 'graduated' | 'deceased' | 'mistaken' | null;
}

export interface Homeroom {
  school_id: number;
  class_id: number;
  staff_position_id: number;
  from_day: string;
  until_day: Generated<string>;
}

export interface Import {
  school_id: number;
  import_id: Generated<number>;
  kind: 'pupils' | 'staff' | 'classes' | 'assignments' | 'identities';
  file_name: string;
  sha256: string;
  kept_file_id: number | null;
  school_year: string | null;
  counts: Json;
  imported_at: Timestamp;
  imported_by: string;
}

export interface ImportMapping {
  school_id: number;
  kind: string;
  headings_hash: string;
  mapping: Json;
}

export interface LessonEntry {
  school_id: number;
  class_id: number;
  day: string;
  session: 'morning' | 'afternoon';
  lesson: number;
  revision: number;
  subject_key: string;
  staff_position_id: number;
  programme_lesson: number | null;
  title: string;
  remarks: string | null;
  rating: 'A' | 'B' | 'C' | 'D' | null;
  entered_by: string;
  entered_at: Timestamp;
  superseded_by: number | null;
}

export interface School {
  school_id: number;
  levels: string[];
  boarding: Generated<'none' | 'semi-boarding' | 'boarding'>;
  ownership: Generated<'public' | 'private'>;
  managed_by: 'department' | 'district-office' | 'commune';
}

export interface SchoolYear {
  school_year: string;
  from_day: string;
  until_day: string;
  first_term_from: string;
  first_term_until: string;
  second_term_from: string;
  second_term_until: string;
  weeks: number;
  document: string;
}

export interface StaffPosition {
  school_id: number;
  staff_position_id: Generated<number>;
  person_id: number;
  staff_code: string;
  full_name: string;
  sort_key: string;
  search_key: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  has_citizen_number: Generated<boolean>;
  job: 'principal' | 'deputy' | 'teacher' | 'clerk' | 'accountant' | 'librarian' | 'health' | 'support';
  details: Generated<Json>;
  from_day: string;
  until_day: Generated<string>;
  ended_why: string | null;
}

export interface Subject {
  subject_key: string;
  name: string;
  aliases: Generated<string[]>;
  kind: 'scored' | 'comment';
  levels: string[];
  position: number;
}

export interface TeachingAssignment {
  school_id: number;
  teaching_assignment_id: Generated<number>;
  class_id: number;
  subject_key: string;
  staff_position_id: number;
  term: number | null;
  lessons_a_week_tenths: number | null;
  from_day: string;
  until_day: Generated<string>;
}

export interface TimetableSlot {
  school_id: number;
  timetable_slot_id: Generated<number>;
  class_id: number;
  subject_key: string;
  staff_position_id: number;
  weekday: number;
  session: 'morning' | 'afternoon';
  lesson: number;
  room: string | null;
  from_day: string;
  until_day: string;
}

export interface Transfer {
  school_id: number;
  transfer_id: Generated<number>;
  enrolment_id: number;
  to_school_id: number | null;
  to_outside: string | null;
  grade: number;
  reason: string;
  asked_on: string;
  asked_by: string;
  withdrawn_on: string | null;
  pupil_name: Generated<string>;
  birth_day: string | null;
}

export interface TransferAnswer {
  school_id: number;
  from_school_id: number;
  transfer_id: number;
  accepted: boolean;
  reason: string | null;
  answered_on: string;
  answered_by: string;
  enrolment_id: number | null;
}

export interface PublishedAbsence {
  school_id: number;
  enrolment_id: number;
  day: string;
  session: 'morning' | 'afternoon';
  class_id: number;
  kind: 'excused' | 'unexcused';
  recorded_at: Timestamp;
}

export interface PublishedArrival {
  school_id: number;
  enrolment_id: number;
  from_school_id: number;
  from_enrolment_id: number | null;
  came_on: string | null;
}

export interface PublishedAssignment {
  school_id: number;
  teaching_assignment_id: number;
  class_id: number;
  school_year: string;
  subject_key: string;
  staff_position_id: number;
  term: number | null;
  lessons_a_week_tenths: number | null;
  from_day: string;
  until_day: string;
}

export interface PublishedAttendanceTaken {
  school_id: number;
  class_id: number;
  day: string;
  session: 'morning' | 'afternoon';
  taken_at: Timestamp;
}

export interface PublishedCalendarDay {
  day: string;
  kind: 'holiday' | 'substitute' | 'swap-off' | 'swap-work';
  name: string;
}

export interface PublishedClass {
  school_id: number;
  class_id: number;
  school_year: string;
  name: string;
  grades: number[];
  site_id: number | null;
  made_on: string;
  ended_on: string | null;
}

export interface PublishedClassPlace {
  school_id: number;
  enrolment_id: number;
  class_id: number;
  grade: number;
  from_day: string;
  until_day: string;
  came_by: 'enrolled' | 'moved' | 'promoted' | 'repeating';
}

export interface PublishedEnrolment {
  school_id: number;
  enrolment_id: number;
  person_id: number;
  pupil_code: string;
  full_name: string;
  sort_key: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  ethnic_key: string | null;
  has_citizen_number: boolean;
  policy_keys: string[];
  from_day: string;
  until_day: string;
  came_by: 'admitted' | 'transferred' | 'returned';
  left_by: 'transferred' | 'dropped-out' | 'graduated' | 'deceased' | 'mistaken' | null;
}

export interface PublishedHomeroom {
  school_id: number;
  class_id: number;
  staff_position_id: number;
  from_day: string;
  until_day: string;
}

export interface PublishedSchool {
  school_id: number;
  levels: string[];
  boarding: 'none' | 'semi-boarding' | 'boarding';
  ownership: 'public' | 'private';
  managed_by: 'department' | 'district-office' | 'commune';
}

export interface PublishedSchoolYear {
  school_year: string;
  from_day: string;
  until_day: string;
  first_term_from: string;
  first_term_until: string;
  second_term_from: string;
  second_term_until: string;
  weeks: number;
}

export interface PublishedStaff {
  school_id: number;
  staff_position_id: number;
  person_id: number;
  staff_code: string;
  full_name: string;
  sort_key: string;
  job: 'principal' | 'deputy' | 'teacher' | 'clerk' | 'accountant' | 'librarian' | 'health' | 'support';
  has_citizen_number: boolean;
  from_day: string;
  until_day: string;
}

export interface PublishedSubject {
  subject_key: string;
  name: string;
  aliases: string[];
  kind: 'scored' | 'comment';
  levels: string[];
  position: number;
}

export interface SchoolsTables {
  'schools.absence': Absence;
  'schools.absence_superseded': AbsenceSuperseded;
  'schools.attendance_conflict': AttendanceConflict;
  'schools.attendance_taken': AttendanceTaken;
  'schools.calendar_day': CalendarDay;
  'schools.class': Class;
  'schools.class_place': ClassPlace;
  'schools.enrolment': Enrolment;
  'schools.homeroom': Homeroom;
  'schools.import': Import;
  'schools.import_mapping': ImportMapping;
  'schools.lesson_entry': LessonEntry;
  'schools.school': School;
  'schools.school_year': SchoolYear;
  'schools.staff_position': StaffPosition;
  'schools.subject': Subject;
  'schools.teaching_assignment': TeachingAssignment;
  'schools.timetable_slot': TimetableSlot;
  'schools.transfer': Transfer;
  'schools.transfer_answer': TransferAnswer;
  'schools.published_absence': PublishedAbsence;
  'schools.published_arrival': PublishedArrival;
  'schools.published_assignment': PublishedAssignment;
  'schools.published_attendance_taken': PublishedAttendanceTaken;
  'schools.published_calendar_day': PublishedCalendarDay;
  'schools.published_class': PublishedClass;
  'schools.published_class_place': PublishedClassPlace;
  'schools.published_enrolment': PublishedEnrolment;
  'schools.published_homeroom': PublishedHomeroom;
  'schools.published_school': PublishedSchool;
  'schools.published_school_year': PublishedSchoolYear;
  'schools.published_staff': PublishedStaff;
  'schools.published_subject': PublishedSubject;
}
