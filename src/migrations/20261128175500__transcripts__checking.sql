-- Checking by anyone: a transcript is looked up by its public id or by a file's hash, without knowing its school.
create index on transcripts.transcript (public_id);
create index on transcripts.transcript (xml_sha256);
create index on transcripts.signature (pdf_sha256);
create index on transcripts.signature (xml_sha256);

-- The list of transcripts that no longer hold, as it is given out: signed, compact, the newest one only.
create table transcripts.revocation_list (
  list_number int primary key check (list_number > 0),
  made_at timestamptz not null,
  entries int not null,
  content_sha256 text not null,
  signed text not null
);
comment on table transcripts.revocation_list is 'spread: local. The signed list of transcripts superseded or revoked; a newer one takes its place.';

-- What a school may know of a pupil who came to it from another school of the province: where the records are.
create view schools.published_arrival with (security_invoker = true) as
  select a.school_id, a.enrolment_id, a.from_school_id, t.enrolment_id as from_enrolment_id, a.answered_on as came_on
  from schools.transfer_answer a join schools.transfer t on t.school_id = a.from_school_id and t.transfer_id = a.transfer_id
  where a.accepted;
