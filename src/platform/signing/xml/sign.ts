import { verify } from 'node:crypto';
import { toPlain } from '../algorithm.ts';
import { type Certificate, sha256 } from '../certificates/read.ts';
import { certificateOf, sentAlong } from '../cms/build.ts';
import { SigningFault } from '../fault.ts';
import type { Prepared, Signer, XmlRequest, XmlState } from '../types.ts';
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
import { attributeOf, childrenOf, type Element, NotXml, readTree } from './tree.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const escaped = (written: string) =>
  written.normalize('NFC').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const transform = (algorithm: string, inner = '') => `<ds:Transform Algorithm="${algorithm}">${inner}</ds:Transform>`;

function reference(attributes: string, transforms: string, digest: Uint8Array): string {
  return `<ds:Reference ${attributes}><ds:Transforms>${transforms}</ds:Transforms><ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod><ds:DigestValue>${base64(digest)}</ds:DigestValue></ds:Reference>`;
}

/** What the signer says besides (XAdES baseline, EN 319 132-1): when, with which certificate, where, in which role. */
function signedProperties(id: string, request: XmlRequest, certificate: Certificate): string {
  const { at, place, role } = request;
  const digest = base64(sha256(certificate.der));
  return [
    `<xades:SignedProperties xmlns:xades="${XADES}" xmlns:ds="${DS}" Id="${id}-P"><xades:SignedSignatureProperties>`,
    `<xades:SigningTime>${at.toISOString().slice(0, 19)}Z</xades:SigningTime>`,
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${digest}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>`,
    place
      ? `<xades:SignatureProductionPlaceV2><xades:City>${escaped(place)}</xades:City></xades:SignatureProductionPlaceV2>`
      : '',
    role
      ? `<xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>${escaped(role)}</xades:ClaimedRole></xades:ClaimedRoles></xades:SignerRoleV2>`
      : '',
    `</xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#${id}-R"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties>`,
  ].join('');
}

/** Ties the signatures that stand already: one of them taken away later breaks this one. */
function tiesTo(earlier: readonly Element[]): string {
  return earlier
    .map(signature => {
      const [value] = childrenOf(signature, DS, 'SignatureValue');
      const id = attributeOf(value, 'Id');
      if (!value || !id || !/^[\w.-]+$/.test(id)) throw new NotXml();
      return reference(
        `Type="${COUNTERSIGNED}" URI="#${id}"`,
        transform(EXCLUSIVE_C14N),
        sha256(Buffer.from(canonical(value))),
      );
    })
    .join('');
}

function prepare(xml: string, request: XmlRequest): Prepared<XmlState> {
  const { identity } = request;
  const certificate = certificateOf(identity);
  const tree = readTree(xml);
  const insertAt = xml.lastIndexOf('</');
  if (insertAt < 0) throw new NotXml();
  const earlier = childrenOf(tree.root, DS, 'Signature');
  const content = sha256(Buffer.from(canonicalDocument(tree, isSignature)));
  const name = sha256(content, certificate.der, Buffer.from(`${earlier.length} ${request.at.toISOString()}`));
  const id = `S-${name.toString('hex').slice(0, 16)}`;
  const properties = canonical(readTree(signedProperties(id, request, certificate)).root);
  const withoutSignatures = transform(XPATH, `<ds:XPath>${WITHOUT_SIGNATURES}</ds:XPath>`);
  const references = [
    reference(`Id="${id}-R" URI=""`, withoutSignatures + transform(EXCLUSIVE_C14N), content),
    reference(`Type="${SIGNED_PROPERTIES}" URI="#${id}-P"`, transform(EXCLUSIVE_C14N), sha256(Buffer.from(properties))),
    tiesTo(earlier),
  ];
  const signedInfo = `<ds:SignedInfo xmlns:ds="${DS}"><ds:CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${methods[identity.algorithm]}"></ds:SignatureMethod>${references.join('')}</ds:SignedInfo>`;
  const certificates = sentAlong(identity).map(each => `<ds:X509Certificate>${base64(each)}</ds:X509Certificate>`);
  return {
    toSign: sha256(Buffer.from(signedInfo)),
    state: {
      xml,
      insertAt,
      before: `<ds:Signature xmlns:ds="${DS}" Id="${id}">${signedInfo}<ds:SignatureValue Id="${id}-V">`,
      after: `</ds:SignatureValue><ds:KeyInfo><ds:X509Data>${certificates.join('')}</ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#${id}">${properties}</xades:QualifyingProperties></ds:Object></ds:Signature>`,
      signedInfo,
      identity,
    },
  };
}

/** Adds the place for one more signature as the last child of the root; each covers the document without any signature. @throws SigningFault */
export function prepareXml(xml: string, request: XmlRequest): Prepared<XmlState> {
  try {
    return prepare(xml, request);
  } catch (fault) {
    if (fault instanceof NotXml) throw new SigningFault('file-unreadable');
    throw fault;
  }
}

/** @throws SigningFault where it was not signed with the certificate's key */
export function finishXml(state: XmlState, signature: Uint8Array): string {
  const { xml, insertAt, before, after, signedInfo, identity } = state;
  const key = certificateOf(identity).x509.publicKey;
  if (!verify('sha256', Buffer.from(signedInfo), key, signature)) throw new SigningFault('signature-wrong');
  const value = identity.algorithm === 'rsa-sha256' ? signature : toPlain(signature);
  return `${xml.slice(0, insertAt)}${before}${base64(value)}${after}${xml.slice(insertAt)}`;
}

/** Prepares, signs and finishes. @throws SigningFault */
export async function signXml(xml: string, request: Omit<XmlRequest, 'identity'>, signer: Signer): Promise<string> {
  const { toSign, state } = prepareXml(xml, { ...request, identity: signer });
  const [signature] = await signer.signDigests([toSign]);
  if (!signature) throw new SigningFault('service-answer');
  return finishXml(state, signature);
}
