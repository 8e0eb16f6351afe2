// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Json, Timestamp } from '#platform/database/types.ts';

export interface Account {
  account_id: Generated<number>;
  person_id: number;
  login: string;
  email: string | null;
  password_hash: string | null;
  must_change_password: Generated<boolean>;
  totp_secret: string | null;
  totp_last_step: number | null;
  language: Generated<string>;
  disabled_at: Timestamp | null;
  disabled_why: string | null;
}

export interface ApiToken {
  token_hash: string;
  name: string;
  role_held_id: number;
  made_by: number;
  made_at: Timestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
  revoked_at: Timestamp | null;
}

export interface Attempt {
  attempt_id: Generated<number>;
  kind: string;
  subject: string;
  at: Timestamp;
}

export interface AuditCheckpoint {
  audit_checkpoint_id: Generated<number>;
  at: Timestamp;
  heads: number;
  hash: string;
}

export interface AuditEntry {
  school_id: number;
  audit_entry_id: Generated<number>;
  at: Timestamp;
  actor: string;
  command: string;
  event: string;
  subject: string;
  data: Json;
  request_id: string;
  transaction_id: Generated<number>;
}

export interface AuditSeal {
  school_id: number;
  sequence: number;
  last_entry_id: number;
  entries: number;
  hash: string;
  sealed_at: Timestamp;
}

export interface DoneOnce {
  key: string;
  actor: string;
  command: string;
  answer: Json | null;
  at: Timestamp;
  input_hash: Generated<string>;
}

export interface HouseKey {
  house_key_id: string;
  public_key: string;
  sealed_key: string;
  made_at: Timestamp;
}

export interface KeptFile {
  school_id: number;
  kept_file_id: Generated<number>;
  name: string;
  media_type: string;
  bytes: number;
  sha256: string;
  kept_at: Timestamp;
  kept_by: string;
}

export interface Letter {
  letter_id: Generated<number>;
  receiver: string;
  title: string;
  body: string;
  written_at: Timestamp;
  sent_at: Timestamp | null;
  failed_why: string | null;
}

export interface LongWork {
  school_id: number;
  long_work_id: Generated<number>;
  kind: string;
  asked_by: string;
  asked_at: Timestamp;
  begun_at: Timestamp | null;
  done: Generated<number>;
  total: number | null;
  ended_at: Timestamp | null;
  outcome: 'done' | 'refused' | 'failed' | null;
  answer: Json | null;
}

export interface Migration {
  name: string;
  checksum: string;
  applied_at: Generated<Timestamp>;
}

export interface OutsideIdentity {
  issuer: string;
  subject: string;
  account_id: number;
  linked_at: Timestamp;
}

export interface Passkey {
  credential_id: string;
  account_id: number;
  public_key: Buffer;
  counter: number;
  transports: Generated<string[]>;
  name: string;
  made_at: Timestamp;
  used_at: Timestamp | null;
}

export interface PlaceWithin {
  within_id: number;
  place_id: number;
  from_day: string;
  until_day: Generated<string>;
}

export interface RevocationList {
  issuer_hash: string;
  list: Buffer;
  listed_at: Timestamp;
  kept_at: Timestamp;
}

export interface RoleHeld {
  role_held_id: Generated<number>;
  person_id: number;
  role: string;
  place_id: number;
  from_day: string;
  until_day: Generated<string>;
  delegated_by: number | null;
  reason: string | null;
}

export interface Secret {
  name: string;
  value: string;
}

export interface Session {
  token_hash: string;
  account_id: number;
  begun_at: Timestamp;
  seen_at: Timestamp;
  expires_at: Timestamp;
  device: string;
  address: string;
  ended_at: Timestamp | null;
  ended_why: string | null;
}

export interface Setting {
  name: string;
  value: Json;
}

export interface SignInStep {
  token_hash: string;
  kind: string;
  account_id: number | null;
  kept: Json;
  expires_at: Timestamp;
}

export interface Signer {
  signer_id: Generated<number>;
  owner_kind: 'person' | 'school';
  owner_id: number;
  kind: 'local' | 'token' | 'remote';
  signing_authority_id: number | null;
  name: string;
  algorithm: 'ecdsa-p256-sha256' | 'rsa-sha256';
  chain: string;
  serial: string;
  fingerprint: string;
  sealed_key: string | null;
  reference: Json | null;
  valid_from: Timestamp;
  valid_until: Timestamp;
  registered_at: Timestamp;
  registered_by: string;
}

export interface SignerRevocation {
  signer_id: number;
  revoked_at: Timestamp;
  revoked_by: string;
  reason: string;
}

export interface SigningAuthority {
  signing_authority_id: Generated<number>;
  name: string;
  certificate: Buffer;
  sealed_key: string;
  made_at: Timestamp;
}

export interface TrustAnchor {
  fingerprint: string;
  name: string;
  certificate: Buffer;
  added_at: Timestamp;
  added_by: string;
  removed_at: Timestamp | null;
  removed_by: string | null;
}

export interface PlatformTables {
  'platform.account': Account;
  'platform.api_token': ApiToken;
  'platform.attempt': Attempt;
  'platform.audit_checkpoint': AuditCheckpoint;
  'platform.audit_entry': AuditEntry;
  'platform.audit_seal': AuditSeal;
  'platform.done_once': DoneOnce;
  'platform.house_key': HouseKey;
  'platform.kept_file': KeptFile;
  'platform.letter': Letter;
  'platform.long_work': LongWork;
  'platform.migration': Migration;
  'platform.outside_identity': OutsideIdentity;
  'platform.passkey': Passkey;
  'platform.place_within': PlaceWithin;
  'platform.revocation_list': RevocationList;
  'platform.role_held': RoleHeld;
  'platform.secret': Secret;
  'platform.session': Session;
  'platform.setting': Setting;
  'platform.sign_in_step': SignInStep;
  'platform.signer': Signer;
  'platform.signer_revocation': SignerRevocation;
  'platform.signing_authority': SigningAuthority;
  'platform.trust_anchor': TrustAnchor;
}
