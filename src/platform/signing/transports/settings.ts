import { z } from 'zod';
import type { Settings } from '../../settings.ts';
import type { CscService } from './csc.ts';

/*
 * Which remote services and which libraries of tokens may be used is for whoever runs the machine to say: an address or a file
 * given on a page would let a visitor make this house call anywhere, or load anything.
 */

const Services = z.array(
  z.object({ name: z.string().min(1), url: z.url(), clientId: z.string().min(1), clientSecret: z.string() }),
);
const Libraries = z.array(z.object({ name: z.string().min(1), file: z.string().min(1) }));

/** @throws where CSC_SERVICES is not the JSON that the README describes */
export const servicesOf = (settings: Settings): (CscService & { name: string })[] =>
  settings.CSC_SERVICES ? Services.parse(JSON.parse(settings.CSC_SERVICES)) : [];

/** @throws where PKCS11_LIBRARIES is not the JSON that the README describes */
export const librariesOf = (settings: Settings): { name: string; file: string }[] =>
  settings.PKCS11_LIBRARIES ? Libraries.parse(JSON.parse(settings.PKCS11_LIBRARIES)) : [];
