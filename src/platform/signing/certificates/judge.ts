import { sameBytes } from '../der.ts';
import type { CertificateState, Trust } from '../types.ts';
import { type Certificate, readCertificate } from './read.ts';
import { type RevocationList, readRevocationList } from './revocation-list.ts';

interface Anchor {
  certificate: Certificate;
  development: boolean;
}

interface ReadTrust {
  anchors: Anchor[];
  lists: RevocationList[];
  /** Lists already checked against the authority of this fingerprint. */
  listsOf: Map<string, RevocationList[]>;
}

/** Reading anchors and lists once a batch and not once a signature. Kept as long as the trust itself. */
const read = new WeakMap<Trust, ReadTrust>();

function readOnce(trust: Trust): ReadTrust {
  const kept = read.get(trust) ?? {
    anchors: trust.anchors.map(anchor => ({ ...anchor, certificate: readCertificate(anchor.certificate) })),
    lists: trust.revocationLists.map(readRevocationList),
    listsOf: new Map<string, RevocationList[]>(),
  };
  read.set(trust, kept);
  return kept;
}

function listsOf(trust: ReadTrust, authority: Certificate): RevocationList[] {
  const kept = trust.listsOf.get(authority.fingerprint) ?? trust.lists.filter(list => list.isOf(authority));
  trust.listsOf.set(authority.fingerprint, kept);
  return kept;
}

const LONGEST_WAY = 6;

const isIssuedBy = (child: Certificate, parent: Certificate): boolean =>
  parent.isAuthority &&
  sameBytes(child.issuerDer, parent.subjectDer) &&
  child.x509.checkIssued(parent.x509) &&
  child.x509.verify(parent.x509.publicKey);

/** The certificate and those above it, up to an anchor; undefined where no way leads to one. */
function wayToAnchor(
  leaf: Certificate,
  others: readonly Certificate[],
  anchors: readonly Anchor[],
): { way: Certificate[]; anchor: Anchor } | undefined {
  const way = [leaf];
  for (let at = leaf; way.length <= LONGEST_WAY; ) {
    const anchor =
      anchors.find(each => each.certificate.fingerprint === at.fingerprint) ??
      anchors.find(each => isIssuedBy(at, each.certificate));
    if (anchor) {
      return { way: anchor.certificate.fingerprint === at.fingerprint ? way : [...way, anchor.certificate], anchor };
    }
    const above = others.find(other => !way.includes(other) && isIssuedBy(at, other));
    if (!above) return undefined;
    way.push(above);
    at = above;
  }
  return undefined;
}

export interface Judged {
  state: CertificateState;
  revokedAt: Date | null;
  development: boolean;
  /** A list of the issuer, still in force, was at hand to ask. */
  revocationChecked: boolean;
}

/**
 * Judges a certificate at the time of signing.
 * @param at when it signed, proved or claimed
 * @param proven when it is known to have signed at the latest: by a time-stamp, or because the file was held then. A revocation
 *   later than that leaves the signature standing; where nothing is proved, any revocation takes it down (whoever holds a
 *   stolen key may claim any time).
 */
export function judgeCertificate(
  leaf: Certificate,
  others: readonly Certificate[],
  trust: Trust,
  at: Date,
  proven: Date | null,
): Judged {
  const known = readOnce(trust);
  const found = wayToAnchor(leaf, others, known.anchors);
  if (!found) return { state: 'unknown-issuer', revokedAt: null, development: false, revocationChecked: false };
  const { way, anchor } = found;
  const revocations = way.slice(0, -1).map((child, index) => {
    const parent = way[index + 1];
    const lists = parent ? listsOf(known, parent) : [];
    const days = lists.flatMap(list => list.revoked.get(child.serial) ?? []);
    return {
      checked: lists.some(list => list.until === null || list.until >= trust.now),
      at: days.length > 0 ? new Date(Math.min(...days.map(Number))) : null,
    };
  });
  const revokedAt = revocations.map(each => each.at).find(day => day !== null) ?? null;
  const isRevoked = revokedAt !== null && revokedAt <= (proven ?? trust.now);
  const wasValid = way.every(each => each.from <= at && at <= each.until);
  return {
    state: isRevoked ? 'revoked' : wasValid ? 'trusted' : 'not-valid-at-signing',
    revokedAt,
    development: anchor.development,
    revocationChecked: revocations.every(each => each.checked),
  };
}

/** How a certificate stands now, with what came along with it. DER, the signer's own first. */
export function standingOf(chain: readonly Uint8Array[], trust: Trust): CertificateState {
  const [own, ...others] = chain.map(readCertificate);
  return own ? judgeCertificate(own, others, trust, trust.now, null).state : 'unknown-issuer';
}
