-- The transcript names where its pupil was born.
create or replace view directory.published_person as
  select person_id, full_name, sort_key, search_key, birth_day, sex, ethnic_key, citizen_number, citizen_number_state, ministry_code, phone, email, birth_place from directory.person;
