/** The front door of signing: makes and checks electronic signatures, and knows nothing of what is signed. */

export { keepsSignerOf, mayKeepTrust } from './access.ts';
export { standingOf } from './certificates/judge.ts';
export { timeStampAuthority } from './cms/time-stamp-client.ts';
export { issueSigner } from './commands/issue-signer.ts';
export { addTrustAnchor, keepRevocationList, removeTrustAnchor } from './commands/keep-trust.ts';
export { chainIn, registerRemote, registerToken } from './commands/register-signer.ts';
export { revokeSigner } from './commands/revoke-signer.ts';
export { type HouseKey, openHouseKey, readCompactKeys, signCompact, signCompactWith } from './compact/sign.ts';
export { type CompactKey, type CompactRead, verifyCompact } from './compact/verify.ts';
export { SigningFault, type SigningFaultCode } from './fault.ts';
export { findSigner, type HowToSign } from './find-signer.ts';
export { finishPdf, preparePdf, signPdf } from './pdf/sign.ts';
export { verifyPdf } from './pdf/verify.ts';
export { type ListedAnchor, listAnchors } from './queries/anchors.ts';
export { type ListedSigner, listSigners } from './queries/signers.ts';
export { signingRoutes } from './routes.ts';
export { listCredentials, readCredential } from './transports/csc.ts';
export { listToken } from './transports/pkcs11.ts';
export { librariesOf, servicesOf } from './transports/settings.ts';
export { readTrust } from './trust.ts';
export type {
  CertificateState,
  Identity,
  Owner,
  PdfRequest,
  PdfState,
  Prepared,
  SignatureAlgorithm,
  Signer,
  TimeStampAuthority,
  Trust,
  TrustAnchor,
  Verdict,
  Verified,
  VerifiedSignature,
  VerifyOptions,
  XmlRequest,
  XmlState,
} from './types.ts';
export { saidOf, signingWords } from './words/index.ts';
export { finishXml, prepareXml, signXml } from './xml/sign.ts';
export { verifyXml } from './xml/verify.ts';
