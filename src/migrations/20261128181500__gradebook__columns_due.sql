-- Columns with their deadlines, without asking each whether it is closed: that costs too much for a whole province.
create view gradebook.published_column_due with (security_invoker = true) as
  select k.school_id, k.mark_column_id, k.course_id, k.term, k.kind, k.number, c.class_id, c.school_year, c.grade, c.subject_key, d.due_on
  from gradebook.mark_column k join gradebook.course c on c.school_id = k.school_id and c.course_id = k.course_id
  left join gradebook.entry_deadline d on d.school_id = c.school_id and d.school_year = c.school_year and d.term = k.term and d.kind = k.kind;
