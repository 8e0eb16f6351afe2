import type { Prepared, Signer, XmlRequest, XmlState } from '../types.ts';

/** Adds the place for one more signature as the last child of the root; each covers the document without any signature. @throws SigningFault */
export function prepareXml(_xml: string, _request: XmlRequest): Prepared<XmlState> {
  throw new Error('being written');
}

/** @throws SigningFault where it was not signed with the certificate's key */
export function finishXml(_state: XmlState, _signature: Uint8Array): string {
  throw new Error('being written');
}

export async function signXml(_xml: string, _request: Omit<XmlRequest, 'identity'>, _signer: Signer): Promise<string> {
  throw new Error('being written');
}
