import { verify } from 'node:crypto';
import { sha256 } from '../certificates/read.ts';
import { buildCms, bytesNeeded, certificateOf, signedAttributes } from '../cms/build.ts';
import { SigningFault } from '../fault.ts';
import type { PdfRequest, PdfState, Prepared, Signer } from '../types.ts';
import { appendPlace } from './place.ts';
import { NotPdf } from './value.ts';

/** Appends the place for one more invisible signature. The bytes before it stay as they are. @throws SigningFault */
export async function preparePdf(pdf: Uint8Array, request: PdfRequest): Promise<Prepared<PdfState>> {
  const { identity, timeStamp } = request;
  const certificate = certificateOf(identity);
  const stampBytes = timeStamp ? await timeStamp.tokenBytes() : 0;
  const holeBytes = bytesNeeded(identity, certificate, signedAttributes(certificate, new Uint8Array(32)), stampBytes);
  try {
    const { bytes, holeAt } = appendPlace(pdf, request, holeBytes);
    const digest = sha256(...around(bytes, holeAt, holeBytes));
    const attributes = signedAttributes(certificate, digest);
    return {
      toSign: sha256(attributes),
      state: { pdf: bytes, holeAt, holeBytes, signedAttributes: attributes, identity, ...(timeStamp && { timeStamp }) },
    };
  } catch (fault) {
    if (fault instanceof NotPdf) throw new SigningFault('file-unreadable');
    throw fault;
  }
}

/** The file without the hole: what a signature of it is over. */
export const around = (pdf: Uint8Array, holeAt: number, holeBytes: number): [Uint8Array, Uint8Array] => [
  pdf.subarray(0, holeAt),
  pdf.subarray(holeAt + 2 * holeBytes + 2),
];

/**
 * Puts the signed hash into its place.
 * @throws SigningFault: "signature-wrong" where the certificate's key did not make it, "place-too-small" where the authority's
 *   time-stamp outgrew what it answered before (prepare and sign again: it is remembered).
 */
export async function finishPdf(state: PdfState, signature: Uint8Array): Promise<Uint8Array> {
  const { identity, signedAttributes, timeStamp, holeAt, holeBytes } = state;
  const certificate = certificateOf(identity);
  if (!verify('sha256', signedAttributes, certificate.x509.publicKey, signature))
    throw new SigningFault('signature-wrong');
  const token = await timeStamp?.stamp(sha256(signature));
  const cms = buildCms(identity, certificate, signedAttributes, signature, token);
  if (cms.length > holeBytes) throw new SigningFault('place-too-small', `${cms.length} > ${holeBytes}`);
  const finished = Buffer.from(state.pdf);
  finished.write(Buffer.from(cms).toString('hex'), holeAt + 1, 'latin1');
  return finished;
}

/** Prepares, signs and finishes. Once more where the time-stamp had outgrown its place. @throws SigningFault */
export async function signPdf(
  pdf: Uint8Array,
  request: Omit<PdfRequest, 'identity'>,
  signer: Signer,
): Promise<Uint8Array> {
  const once = async () => {
    const { toSign, state } = await preparePdf(pdf, { ...request, identity: signer });
    const [signature] = await signer.signDigests([toSign]);
    if (!signature) throw new SigningFault('service-answer');
    return await finishPdf(state, signature);
  };
  try {
    return await once();
  } catch (fault) {
    if (fault instanceof SigningFault && fault.code === 'place-too-small') return await once();
    throw fault;
  }
}
