import type { SignatureAlgorithm } from '../types.ts';
import type { Element } from './tree.ts';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
export const SIGNED_PROPERTIES = 'http://uri.etsi.org/01903#SignedProperties';
export const COUNTERSIGNED = 'http://uri.etsi.org/01903#CountersignedSignature';

/** Everything but signatures: a further signature leaves the earlier ones as they are. */
export const WITHOUT_SIGNATURES = 'not(ancestor-or-self::ds:Signature)';

export const methods: Record<SignatureAlgorithm, string> = {
  'ecdsa-p256-sha256': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
};

export const isSignature = (element: Element) => element.uri === DS && element.local === 'Signature';
