import { verify } from 'node:crypto';
import { algorithmOf } from '../algorithm.ts';
import { type Certificate, readCertificate, sha256 } from '../certificates/read.ts';
import { brokenSignature, judgeSigner, verdictOf } from '../judge-signature.ts';
import type { Trust, Verified, VerifiedSignature, VerifyOptions } from '../types.ts';
import { canonical, canonicalDocument, EXCLUSIVE_C14N } from './canonical.ts';
import {
  COUNTERSIGNED,
  DS,
  isSignature,
  methods,
  SHA256,
  SIGNED_PROPERTIES,
  WITHOUT_SIGNATURES,
  XADES,
  XPATH,
} from './names.ts';
import { attributeOf, childrenOf, type Element, isElement, readTree, type Tree, textOf } from './tree.ts';

interface Parts {
  signedInfo: Element;
  value: Element;
  certificates: Certificate[];
  certificate: Certificate;
  properties: Element;
}

const only = (element: Element | undefined, uri: string, local: string): Element | undefined => {
  const found = childrenOf(element, uri, local);
  return found.length === 1 ? found[0] : undefined;
};

/** Out of base64, of which only the one right way of writing counts. */
function bytesOf(element: Element | undefined): Buffer {
  const written = textOf(element).replaceAll(/\s/g, '');
  const bytes = Buffer.from(written, 'base64');
  return bytes.toString('base64') === written ? bytes : Buffer.alloc(0);
}

/** A signature taken apart; undefined where it has not exactly the parts that we write. */
function partsOf(signature: Element): Parts | undefined {
  const signedInfo = only(signature, DS, 'SignedInfo');
  const value = only(signature, DS, 'SignatureValue');
  const qualifying = only(only(signature, DS, 'Object'), XADES, 'QualifyingProperties');
  const properties = only(qualifying, XADES, 'SignedProperties');
  const data = only(only(signature, DS, 'KeyInfo'), DS, 'X509Data');
  if (!signedInfo || !value || !properties || signature.children.filter(isElement).length !== 4) return undefined;
  const id = attributeOf(signature, 'Id');
  if (attributeOf(qualifying, 'Target') !== `#${id}` || attributeOf(value, 'Id') !== `${id}-V`) return undefined;
  const certificates = childrenOf(data, DS, 'X509Certificate').map(each => readCertificate(bytesOf(each)));
  const [certificate] = certificates;
  return certificate && { signedInfo, value, certificates, certificate, properties };
}

/** The algorithms of its transforms, in their order; an XPath other than ours is none that we follow. */
function transformsOf(reference: Element): string {
  const list = childrenOf(only(reference, DS, 'Transforms'), DS, 'Transform');
  return list
    .map(each => {
      const algorithm = attributeOf(each, 'Algorithm') ?? '';
      const path = only(each, DS, 'XPath');
      const isOurs = path && textOf(path).trim() === WITHOUT_SIGNATURES && path.namespaces.get('ds') === DS;
      if (algorithm === XPATH) return isOurs ? XPATH : 'unknown';
      return each.children.some(isElement) ? 'unknown' : algorithm;
    })
    .join(' ');
}

const digestIs = (reference: Element, digest: Uint8Array): boolean =>
  attributeOf(only(reference, DS, 'DigestMethod'), 'Algorithm') === SHA256 &&
  bytesOf(only(reference, DS, 'DigestValue')).equals(digest);

const digestOf = (element: Element) => sha256(Buffer.from(canonical(element)));

/** Every reference of a signature fits: the document once, the signer's own words once, and signatures before it. */
function referencesFit(parts: Parts, content: Uint8Array, earlier: readonly Element[]): boolean {
  const references = childrenOf(parts.signedInfo, DS, 'Reference');
  const [document, properties, ...ties] = references;
  if (!document || !properties || ties.length !== earlier.length) return false;
  if (attributeOf(document, 'URI') !== '' || transformsOf(document) !== `${XPATH} ${EXCLUSIVE_C14N}`) return false;
  const isOwn =
    attributeOf(properties, 'Type') === SIGNED_PROPERTIES &&
    attributeOf(properties, 'URI') === `#${attributeOf(parts.properties, 'Id')}` &&
    transformsOf(properties) === EXCLUSIVE_C14N;
  if (!isOwn || !digestIs(document, content) || !digestIs(properties, digestOf(parts.properties))) return false;
  return ties.every((tie, index) => {
    const value = only(earlier[index], DS, 'SignatureValue');
    return (
      value !== undefined &&
      attributeOf(tie, 'Type') === COUNTERSIGNED &&
      attributeOf(tie, 'URI') === `#${attributeOf(value, 'Id')}` &&
      transformsOf(tie) === EXCLUSIVE_C14N &&
      digestIs(tie, digestOf(value))
    );
  });
}

function valueFits({ signedInfo, value, certificate, properties }: Parts): boolean {
  const key = certificate.x509.publicKey;
  const algorithm = algorithmOf(key);
  if (attributeOf(only(signedInfo, DS, 'SignatureMethod'), 'Algorithm') !== methods[algorithm]) return false;
  if (attributeOf(only(signedInfo, DS, 'CanonicalizationMethod'), 'Algorithm') !== EXCLUSIVE_C14N) return false;
  const named = only(
    only(only(signing(properties), XADES, 'SigningCertificateV2'), XADES, 'Cert'),
    XADES,
    'CertDigest',
  );
  if (!named || !digestIs(named, sha256(certificate.der))) return false;
  return verify('sha256', Buffer.from(canonical(signedInfo)), { key, dsaEncoding: 'ieee-p1363' }, bytesOf(value));
}

const signing = (properties: Element) => only(properties, XADES, 'SignedSignatureProperties');

function claimed(properties: Element): { at: Date | null; role: string | null } {
  const at = new Date(textOf(only(signing(properties), XADES, 'SigningTime')));
  const roles = only(only(signing(properties), XADES, 'SignerRoleV2'), XADES, 'ClaimedRoles');
  const role = textOf(only(roles, XADES, 'ClaimedRole'));
  return { at: Number.isNaN(at.getTime()) ? null : at, role: role || null };
}

function judge(
  all: readonly Element[],
  index: number,
  content: Uint8Array,
  trust: Trust,
  options: VerifyOptions,
): VerifiedSignature {
  const signature = all[index];
  try {
    const parts = signature && partsOf(signature);
    if (!parts) return brokenSignature;
    const { certificate, certificates } = parts;
    const { at, role } = claimed(parts.properties);
    const intact = referencesFit(parts, content, all.slice(0, index)) && valueFits(parts);
    const judged = judgeSigner(certificate, certificates, trust, at, null, options);
    return {
      subject: certificate.subject,
      name: null,
      issuer: certificate.issuer,
      serial: certificate.serial,
      fingerprint: certificate.fingerprint,
      reason: role,
      claimedAt: at,
      timeStamp: null,
      intact,
      coversWholeDocument: intact,
      certificate: judged.state,
      revokedAt: judged.revokedAt,
      revocationChecked: judged.revocationChecked,
      development: judged.development,
      changedAfter: !intact ? 'content' : index === all.length - 1 ? 'nothing' : 'signatures',
    };
  } catch {
    return brokenSignature;
  }
}

/**
 * Judges every signature of an XML document that was signed here or in the same way, in the order of signing. Anything else
 * that calls itself a signature is not intact. Never throws over what the document holds.
 */
export function verifyXml(xml: string, trust: Trust, options: VerifyOptions = {}): Verified {
  let tree: Tree;
  try {
    tree = readTree(xml);
  } catch {
    return { signatures: [], verdict: 'unreadable', development: false };
  }
  const all = childrenOf(tree.root, DS, 'Signature');
  const content = sha256(Buffer.from(canonicalDocument(tree, isSignature)));
  const signatures = all.map((_, index) => judge(all, index, content, trust, options));
  if (hidden(tree.root, all)) signatures.push(brokenSignature);
  return {
    signatures,
    verdict: verdictOf(signatures, options),
    development: signatures.some(each => each.development),
  };
}

/** A signature that is no child of the root would hide whatever it holds from all others. */
const hidden = (element: Element, known: readonly Element[]): boolean =>
  element.children
    .filter(isElement)
    .some(child => !known.includes(child) && (isSignature(child) || hidden(child, known)));
