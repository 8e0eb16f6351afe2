import type { viKeys } from './vi-keys.ts';

export const enKeys: typeof viKeys = {
  all: 'All keys of the school',
  allHelp: 'The school’s seal and the keys of those who work here. The newest of each holder is the one that signs.',
  heads: {
    holder: 'Holder',
    kind: 'Kind',
    serial: 'Certificate number',
    issuer: 'Issuer',
    until: 'Valid until',
    state: 'State',
    act: '',
  },
  seal: 'Seal of the school',
  kinds: {
    development: 'Trial',
    local: 'Kept in this system',
    token: 'Signing device (token)',
    remote: 'Remote signing service',
  },
  states: {
    usable: 'usable',
    replaced: 'a newer key has replaced it',
    revoked: day => `revoked on ${day}`,
    expired: 'expired: replace it',
    'not-yet': 'not valid yet',
    'unknown-issuer': 'issuer not trusted yet',
    'certificate-revoked': 'certificate revoked by its issuer',
  },
  none: 'There are no keys yet. Register the school’s token or remote signing service.',
  trust: 'Trust anchors',
  askTrust:
    'The issuer of a key is not trusted yet: what it signs will not be recognised. Ask the department’s administrator to add the issuer’s root certificate; where an intermediate certificate is missing, register again together with it.',
  end: 'Revoke',
  endTitle: holder => `Revoke a key of ${holder}`,
  endWhy: 'Reason for revoking',
  endHelp:
    'The key signs no more and cannot be registered again. Transcripts signed and kept here stay as they are. This cannot be undone.',
  ended: 'The key was revoked.',
  nextAfterEnd: 'This key signs no more. Register another before signing again.',
  register: 'Register a real key',
  registerLead:
    'Register the certificate of a signing device or remote signing service. The private key stays where it is: this system keeps the certificate alone and sends out hashes to be signed.',
  owner: 'Whose key it is',
  token: {
    title: 'Signing device (token)',
    certificate: 'Certificate of the key',
    certificateHelp:
      'Exported from the device’s software, as .cer, .crt, .der or .pem; choose intermediate certificates along with it where there are any. Send no .p12 or .pfx file.',
    serial: 'Number of the device',
    serialHelp: 'The serial number shown by the device’s software.',
    keyId: 'ID of the key in the device',
    keyIdHelp: 'Pairs of the figures 0-9, a-f, such as 01 or 0a:3f. The device’s software calls it ID or CKA_ID.',
    keyIdWrong:
      'The ID of a key is pairs of the figures 0-9, a-f, such as 01 or 0a:3f. Copy it from the device’s software.',
    serialWrong: 'Enter the number of the device, at most 64 letters.',
    place: 'Where the device is plugged in',
    atSchool: 'The school’s machine (signing from there)',
    atServer: library => `This server: ${library}`,
    button: 'Register the device',
  },
  remote: {
    title: 'Remote signing service',
    none: 'No remote signing service is set for this system. Whoever runs the server sets it in CSC_SERVICES; then register here.',
    service: 'Service',
    credential: 'Key at the service (credential ID)',
    credentialHelp: 'The service gave it with the signing account. The certificate is fetched from the service itself.',
    credentialWrong: 'Enter the credential ID that the service gave, at most 200 letters.',
    button: 'Register the service',
  },
  ownerMissing: 'Choose whose key it is.',
  registered: 'The key was registered. The next signing uses it.',
};
