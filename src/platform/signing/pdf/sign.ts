import type { PdfRequest, PdfState, Prepared, Signer } from '../types.ts';

/** Appends the place for one more invisible signature. The bytes before it stay as they are. @throws SigningFault */
export async function preparePdf(_pdf: Uint8Array, _request: PdfRequest): Promise<Prepared<PdfState>> {
  throw new Error('being written');
}

/** Puts the signed hash into its place. @throws SigningFault where it was not signed with the certificate's key */
export async function finishPdf(_state: PdfState, _signature: Uint8Array): Promise<Uint8Array> {
  throw new Error('being written');
}

/** Prepares, signs and finishes. */
export async function signPdf(
  _pdf: Uint8Array,
  _request: Omit<PdfRequest, 'identity'>,
  _signer: Signer,
): Promise<Uint8Array> {
  throw new Error('being written');
}
