import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';

/** Everything that may differ between two installations. All optional; README "Settings" lists them. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  RONG_DATA: z.string().min(1).optional(),
  DATABASE_URL: z.url().optional(),
  RONG_DEMO: z.enum(['small', 'province', 'none']).default('small'),
  RONG_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  PUBLIC_URL: z.url().optional(),
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default('Rông <khong-tra-loi@localhost>'),
  S3_URL: z.url().optional(),
  S3_BUCKET: z.string().default('rong'),
  S3_REGION: z.string().default('us-east-1'),
  S3_KEY: z.string().optional(),
  S3_SECRET: z.string().optional(),
  OIDC_ISSUERS: z.string().optional(),
  TSA_URL: z.url().optional(),
  CSC_SERVICES: z.string().optional(),
  PKCS11_LIBRARIES: z.string().optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface Settings extends z.infer<typeof Environment> {
  root: string;
  dataFolder: string;
  publicUrl: string;
}

/** The folder of the checkout. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** Reads the settings. Throws with the name of each faulty variable, so that a wrong one is seen at the start. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings: ${faults.join('; ')}`);
  }
  const settings = read.data;
  return {
    ...settings,
    root,
    dataFolder: path.resolve(settings.RONG_DATA ?? path.join(root, 'data')),
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
  };
}

/** A new secret of 256 bits, in letters that survive a URL. */
export const newSecret = () => randomBytes(32).toString('base64url');
