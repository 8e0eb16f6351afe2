/** How a signature is made. Both hash with SHA-256 first. */
export type SignatureAlgorithm = 'ecdsa-p256-sha256' | 'rsa-sha256';

/** The certificate under which is signed, and the way to it. DER, the signer's own first. */
export interface Identity {
  chain: readonly Uint8Array[];
  algorithm: SignatureAlgorithm;
}

/**
 * Whatever holds a private key: a key of this house, a token, a service far away. It sees hashes and never a document, so that a
 * village school sends kilobytes.
 */
export interface Signer extends Identity {
  /**
   * Signs SHA-256 hashes, all under one authorisation, in their order. ECDSA signatures come as in X.509 (DER).
   * @throws SigningFault
   */
  signDigests(digests: readonly Uint8Array[]): Promise<Uint8Array[]>;
}

/** Whose key it is. A school's is its seal. */
export interface Owner {
  kind: 'person' | 'school';
  id: number;
}

/** A time-stamp authority (RFC 3161). */
export interface TimeStampAuthority {
  /** The DER of a time-stamp token over this SHA-256 hash. @throws SigningFault */
  stamp(digest: Uint8Array): Promise<Uint8Array>;
  /** How many bytes its tokens take at most, measured by asking it once. */
  tokenBytes(): Promise<number>;
}

export interface PdfRequest {
  /** The signer's name as the signature carries it. */
  name: string;
  reason: string;
  place?: string;
  /** When the signer says that they sign. */
  at: Date;
  identity: Identity;
  /** With it B-T, without it B-B. */
  timeStamp?: TimeStampAuthority;
}

/** A PDF with its place for a signature; plain data that may be kept until the hash comes back signed. */
export interface PdfState {
  pdf: Uint8Array;
  /** Where the hole begins (the "<"), and how many bytes of CMS it takes. */
  holeAt: number;
  holeBytes: number;
  /** What the signature is over: the signed attributes in DER. */
  signedAttributes: Uint8Array;
  identity: Identity;
  timeStamp?: TimeStampAuthority;
}

export interface XmlRequest {
  at: Date;
  identity: Identity;
  /** Role claimed by the signer ("Hiệu trưởng"). */
  role?: string;
  place?: string;
}

export interface XmlState {
  xml: string;
  /** Where the new signature goes, and its text before and after the signature's value. */
  insertAt: number;
  before: string;
  after: string;
  /** What the signature is over: SignedInfo in canonical form. */
  signedInfo: string;
  identity: Identity;
}

export interface Prepared<State> {
  /** The SHA-256 hash that the signer signs. */
  toSign: Uint8Array;
  state: State;
}

export interface TrustAnchor {
  /** DER. */
  certificate: Uint8Array;
  /** Made by Rông itself for trying out: of no legal value, and the interface says so. */
  development: boolean;
}

/** Whom one believes. */
export interface Trust {
  anchors: readonly TrustAnchor[];
  /** Revocation lists, DER. One that no known issuer signed counts for nothing. */
  revocationLists: readonly Uint8Array[];
  now: Date;
}

export interface VerifyOptions {
  /** How many signatures there should be at least: an earlier state of a file is itself whole, only this tells. */
  expected?: number;
  /** Since when this house is known to have held this very file (its audit says so). Proves the time where no time-stamp does. */
  knownSince?: Date;
}

export type CertificateState =
  | 'trusted'
  | 'unknown-issuer'
  /** Expired, or not valid yet, at the time of signing. */
  | 'not-valid-at-signing'
  | 'revoked';

export interface VerifiedSignature {
  /** Common name of the certificate, and the name that the signature itself carries where it does. */
  subject: string;
  name: string | null;
  issuer: string;
  /** Hexadecimal. */
  serial: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  reason: string | null;
  /** Claimed by the signer; proved only by a time-stamp. */
  claimedAt: Date | null;
  timeStamp: { at: Date; authority: string; trusted: boolean } | null;
  /** What was signed is unchanged, and was signed with the certificate's key. */
  intact: boolean;
  coversWholeDocument: boolean;
  certificate: CertificateState;
  revokedAt: Date | null;
  /** A revocation list in force was at hand; without one, nobody can say that it was not revoked. */
  revocationChecked: boolean;
  /** The certificate leads to the development authority. */
  development: boolean;
  /** What came after this signature: nothing, further invisible signatures, signatures with a visible mark, or something else. */
  changedAfter: 'nothing' | 'signatures' | 'marks' | 'content';
}

export type Verdict =
  | 'valid'
  /** Whole, but a certificate is unknown, revoked or was not valid. */
  | 'not-trusted'
  /** Something signed was changed, or something was added after signing. */
  | 'changed'
  /** Fewer signatures than there should be. */
  | 'signature-missing'
  | 'unsigned'
  | 'unreadable';

export interface Verified {
  signatures: VerifiedSignature[];
  verdict: Verdict;
  /** At least one signature leads to the development authority: of no legal value. */
  development: boolean;
}
