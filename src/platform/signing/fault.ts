/** Why a signature could not be made. Words for people: words/. */
export type SigningFaultCode =
  | 'no-signer'
  | 'signer-revoked'
  | 'certificate-expired'
  | 'pin-wrong'
  | 'pin-locked'
  | 'authorisation-expired'
  | 'authorisation-needed'
  | 'service-down'
  | 'service-answer'
  | 'token-missing'
  | 'key-missing'
  | 'signature-wrong'
  | 'time-stamp-failed'
  | 'place-too-small'
  | 'file-unreadable';

/** A signature that was not made, with a code that says what to do next. Carries no secret. */
export class SigningFault extends Error {
  override name = 'SigningFault';
  readonly code: SigningFaultCode;
  constructor(code: SigningFaultCode, detail = '') {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
  }
}
