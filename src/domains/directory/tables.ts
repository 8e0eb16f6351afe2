// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Json } from '#platform/database/types.ts';

export interface CitizenNumber {
  citizen_number: string;
  person_id: number;
}

export interface CodeEntry {
  list: string;
  key: string;
  name: string;
  codes: Generated<Json>;
  aliases: Generated<string[]>;
  position: Generated<number>;
  from_day: Generated<string>;
  until_day: Generated<string>;
  source: string;
}

export interface Guardian {
  pupil_person_id: number;
  guardian_person_id: number;
  relation: 'father' | 'mother' | 'guardian';
  from_day: string;
  until_day: Generated<string>;
}

export interface MinistryCode {
  ministry_code: string;
  person_id: number;
}

export interface Person {
  person_id: Generated<number>;
  full_name: string;
  sort_key: string;
  search_key: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  ethnic_key: string | null;
  religion_key: string | null;
  nationality: Generated<string>;
  citizen_number: string | null;
  citizen_number_state: Generated<'none' | 'given' | 'verified' | 'mismatch'>;
  ministry_code: string | null;
  phone: string | null;
  email: string | null;
  home_address: string | null;
  birth_place: string | null;
  native_place: string | null;
  language_tag: string | null;
  known_since: string;
}

export interface Place {
  place_id: Generated<number>;
  kind: 'province' | 'district' | 'commune' | 'department' | 'room' | 'district-office' | 'centre' | 'school' | 'site';
  from_day: string;
  until_day: Generated<string>;
}

export interface PlaceCode {
  scheme: string;
  code: string;
  place_id: number;
  from_day: string;
  until_day: Generated<string>;
}

export interface PlaceEvent {
  place_event_id: Generated<number>;
  kind: 'founded' | 'renamed' | 'moved' | 'merged' | 'split' | 'ended';
  day: string;
  document: string;
  note: string | null;
}

export interface PlaceEventPart {
  place_event_id: number;
  part: 'subject' | 'successor';
  place_id: number;
}

export interface PlaceVersion {
  place_id: number;
  from_day: string;
  until_day: Generated<string>;
  name: string;
  short_name: string;
  parent_id: number | null;
  commune_id: number | null;
}

export interface PublishedCodeEntry {
  list: string;
  key: string;
  name: string;
  codes: Json;
  aliases: string[];
  position: number;
  from_day: string;
  until_day: string;
}

export interface PublishedGuardian {
  pupil_person_id: number;
  guardian_person_id: number;
  relation: 'father' | 'mother' | 'guardian';
  from_day: string;
  until_day: string;
}

export interface PublishedPerson {
  person_id: number;
  full_name: string;
  sort_key: string;
  search_key: string;
  birth_day: string | null;
  sex: 'male' | 'female' | null;
  ethnic_key: string | null;
  citizen_number: string;
  citizen_number_state: 'none' | 'given' | 'verified' | 'mismatch';
  ministry_code: string;
  phone: string | null;
  email: string | null;
  birth_place: string | null;
}

export interface PublishedPlace {
  place_id: number;
  kind: 'province' | 'district' | 'commune' | 'department' | 'room' | 'district-office' | 'centre' | 'school' | 'site';
  place_from_day: string | null;
  place_until_day: string | null;
  name: string;
  short_name: string;
  parent_id: number | null;
  commune_id: number | null;
  from_day: string;
  until_day: string;
  moet_code: string | null;
  gso_code: string | null;
}

export interface DirectoryTables {
  'directory.citizen_number': CitizenNumber;
  'directory.code_entry': CodeEntry;
  'directory.guardian': Guardian;
  'directory.ministry_code': MinistryCode;
  'directory.person': Person;
  'directory.place': Place;
  'directory.place_code': PlaceCode;
  'directory.place_event': PlaceEvent;
  'directory.place_event_part': PlaceEventPart;
  'directory.place_version': PlaceVersion;
  'directory.published_code_entry': PublishedCodeEntry;
  'directory.published_guardian': PublishedGuardian;
  'directory.published_person': PublishedPerson;
  'directory.published_place': PublishedPlace;
}
