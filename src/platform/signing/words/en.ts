import type { vi } from './vi.ts';

export const en: typeof vi = {
  certificate: {
    trusted: 'Trusted certificate',
    'unknown-issuer': 'Unknown issuer of the certificate',
    'not-valid-at-signing': 'Certificate not valid at the time of signing',
    revoked: 'Certificate revoked',
  },
  verdict: {
    valid: 'Valid signatures',
    'not-trusted': 'Content unchanged, but a certificate is not trusted',
    changed: 'Content changed after signing',
    'signature-missing': 'A signature is missing',
    unsigned: 'Not signed',
    unreadable: 'The file cannot be read',
  },
  development: 'Trial signature, of no legal value',
  developmentName: 'Rông – development authority (no legal value)',
  changedAfter: {
    nothing: 'Nothing was added after this signature',
    signatures: 'Only signatures were added after this one',
    marks: 'A signature with a visible mark was added after this one',
    content: 'The content was changed after this signature',
  },
  coversWhole: 'Covers the whole file',
  claimedTime: 'Time of signing as the signer states it',
  stampedTime: 'Time-stamp',
  stampedBy: authority => `by ${authority}`,
  stampUnknown: 'Unknown time-stamp authority',
  revocationUnknown: 'No revocation list in force to compare with',
  issuedBy: issuer => `Issued by ${issuer}`,
  serial: 'Certificate number',
  fault: {
    'no-signer': 'There is no digital signature yet. Register one before signing.',
    'signer-revoked': 'This digital signature was revoked. Register a new one.',
    'certificate-expired': 'The certificate has expired or is not valid yet. Renew it, then sign again.',
    'pin-wrong': 'The PIN or OTP is not right. Enter it again; after several wrong tries the device locks.',
    'pin-locked': 'The signing device is locked after wrong PINs. Ask its issuer to unlock it.',
    'authorisation-expired': 'The authorisation has expired. Enter PIN or OTP again.',
    'authorisation-needed': 'A PIN or OTP is needed to sign.',
    'service-down': 'The signing service cannot be reached. Nothing was signed; try again later.',
    'service-answer': 'The signing service gave a wrong answer. Nothing was signed; try again or tell its provider.',
    'token-missing': 'No signing device was found. Plug it in and try again.',
    'key-missing': 'The device does not hold the registered key. Check that it is the right device.',
    'signature-wrong': 'The signature received does not fit the certificate. Nothing was signed.',
    'time-stamp-failed': 'No time-stamp could be had. Try again later.',
    'place-too-small': 'The time-stamp is longer than the place left for it. Sign again.',
    'file-unreadable': 'The file to sign cannot be read.',
  },
  certificateFile: {
    'certificate-missing': 'No certificate was chosen, or the file is empty. Choose a .cer, .crt, .der or .pem file.',
    'certificate-too-large':
      'The file is larger than 64 KB, so it is no certificate. Choose a .cer, .crt, .der or .pem file.',
    'certificate-secret':
      'This file holds a private key (.p12, .pfx, .key). Send a private key to nobody, this system included: the file was thrown away. Export the certificate alone, as .cer or .pem.',
    'certificate-request':
      'This is a request for a certificate (CSR), not a certificate yet. Send the certificate that the authority issued.',
    'certificate-bundle':
      'This is a PKCS #7 bundle (.p7b). Open it on your machine, export each certificate as .cer, and send those.',
    'not-certificate':
      'This file is no certificate (PEM or DER), or is damaged. Export the certificate again as .cer or .pem.',
  },
  anchor: {
    'one-at-a-time': 'The file holds several certificates. Send one root at a time, to be sure whom you trust.',
    'not-authority':
      'This is not the root (self-signed) certificate of an authority. Send the root, not a signer’s or an intermediate certificate.',
    'development-authority':
      'This is the development authority of Rông, of no legal value, and cannot be trusted as a root. Send the root of a licensed authority.',
    'anchor-expired': 'This root has expired or is not valid yet. Get one in force from the authority.',
    'already-trusted': 'This root is trusted already. Nothing was changed.',
  },
  notList:
    'This file is no revocation list (CRL), or no trusted authority signed it. Add the root of that authority first, then send it again.',
  olderList: 'A newer revocation list of this authority is here already. Get the newest from the authority.',
  register: {
    'several-signers':
      'There are certificates of several signers. Send the one of this key, with intermediate certificates where there are any.',
    'only-authorities':
      'This is the certificate of an authority, not of a signer. Send the certificate of the key itself.',
    'already-registered': 'This key is registered and in use already. Nothing was changed.',
    'registered-to-another':
      'This key is registered for somebody else. Check that it is the right device and the right person.',
  },
  keyUnsuitable:
    'A certificate needs an ECDSA P-256 key or RSA of at least 2048 bits, and the right to sign. Ask its issuer for one that signs documents.',
  alreadyRevoked: 'This digital signature was revoked and cannot be used again. Register a new one.',
  trust: {
    title: 'Trust anchors',
    lead: 'A signature that leads to a root listed here is believed by the whole house, and the checking page calls its certificate recognised. Before you add one, compare its fingerprint with the one that the authority publishes.',
    caption: 'Root certificates',
    heads: {
      name: 'Authority',
      until: 'Valid until',
      list: 'Revocation list',
      state: 'State',
      act: '',
    },
    serial: 'Certificate number',
    fingerprint: 'SHA-256 fingerprint',
    states: {
      trusted: 'trusted',
      development: 'trial, of no legal value',
      expired: 'expired: replace it',
      removed: day => `removed on ${day}`,
    },
    listOf: day => `of ${day}`,
    listOwn: 'made here',
    noList: 'none yet',
    onlyDevelopment:
      'There is no authority yet but the development one: signatures by token or remote service will not be recognised. Add the root of the authority that issued the tokens.',
    empty: 'Root certificates of authorities will stand here.',
    add: 'Add a root certificate',
    addHelp:
      'The root certificate of a licensed authority, as .cer, .crt, .der or .pem, from the authority’s own site. At most 64 KB.',
    file: 'Root certificate file',
    added: name => `“${name}” was added. Compare the fingerprint in the table with the one the authority publishes.`,
    remove: 'Remove',
    removeTitle: name => `Remove “${name}” from the trust anchors`,
    removeHelp:
      'Every signature that leads to this root, earlier ones included, will show as of an unknown issuer. It can be added again at any time.',
    removed: 'Removed from the trust anchors.',
    keepList: 'Upload a revocation list',
    keepListHelp:
      'The revocation list (CRL, a .crl file) from the authority’s own site. It tells which certificates were revoked.',
    listFile: 'Revocation list file',
    listKept: 'The revocation list was kept.',
    listMissing: 'No revocation list was chosen, or the file is empty. Choose a .crl file.',
  },
};
