// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Json, Timestamp } from '#platform/database/types.ts';

export interface CourseConfirmation {
  school_id: number;
  course_confirmation_id: Generated<number>;
  course_id: number;
  class_id: number;
  results_sha256: string;
  confirmed_by: string;
  confirmed_at: Timestamp;
}

export interface Handover {
  school_id: number;
  handover_id: Generated<number>;
  kind: 'extract' | 'package-out' | 'package-in';
  enrolment_id: number;
  to_whom: string | null;
  kept_file_id: number | null;
  sha256: string;
  manifest: Json;
  by: string;
  at: Timestamp;
}

export interface Revocation {
  school_id: number;
  transcript_id: number;
  reason: string;
  by: string;
  at: Timestamp;
}

export interface RevocationList {
  list_number: number;
  made_at: Timestamp;
  entries: number;
  content_sha256: string;
  signed: string;
}

export interface Signature {
  school_id: number;
  transcript_id: number;
  role: 'homeroom' | 'principal' | 'seal';
  signer_id: number;
  signed_by: string;
  signer_name: string;
  certificate_sha256: string;
  is_development: boolean;
  signed_at: Timestamp;
  time_stamped_at: Timestamp | null;
  pdf_sha256: string;
  pdf_bytes: number;
  xml_sha256: string;
  verified_at: Timestamp;
}

export interface SignedHash {
  school_id: number;
  signing_order_id: number;
  transcript_id: number;
  pdf_signature: Buffer;
  xml_signature: Buffer;
  received_at: Timestamp;
}

export interface SigningOrder {
  school_id: number;
  signing_order_id: Generated<number>;
  role: 'homeroom' | 'principal' | 'seal';
  class_ids: number[];
  school_year: string;
  signer_id: number;
  long_work_id: number | null;
  asked_by: string;
  asked_at: Timestamp;
}

export interface Transcript {
  school_id: number;
  transcript_id: Generated<number>;
  public_id: string;
  enrolment_id: number;
  class_id: number;
  school_year: string;
  grade: number;
  version: number;
  supersedes_id: number | null;
  why: string | null;
  facts: Json;
  facts_sha256: string;
  xml_sha256: string;
  qr: string;
  made_by: string;
  made_at: Timestamp;
}

export interface PublishedTranscript {
  school_id: number;
  transcript_id: number;
  enrolment_id: number;
  class_id: number;
  school_year: string;
  grade: number;
  version: number;
  made_at: Timestamp;
  is_newest: boolean | null;
  revoked_at: Timestamp | null;
  sealed_at: Timestamp | null;
}

export interface TranscriptsTables {
  'transcripts.course_confirmation': CourseConfirmation;
  'transcripts.handover': Handover;
  'transcripts.revocation': Revocation;
  'transcripts.revocation_list': RevocationList;
  'transcripts.signature': Signature;
  'transcripts.signed_hash': SignedHash;
  'transcripts.signing_order': SigningOrder;
  'transcripts.transcript': Transcript;
  'transcripts.published_transcript': PublishedTranscript;
}
