import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { z } from 'zod';

/*
 * What a school hands to another when a pupil moves: one zip with the signed files of each year, the data of the year under way,
 * and a manifest with the SHA-256 of each. The manifest's own hash is signed by the house that made it (manifest.sig); the
 * transcripts inside carry their signers' signatures and are judged one by one.
 */

export const MANIFEST = 'manifest.json';
export const MANIFEST_SIGNATURE = 'manifest.sig';
export const DATA = 'data.json';

const text = z.string().max(300);

const Manifest = z.object({
  format: z.literal('rong-handover'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  from: z.object({ code: text.nullable(), name: text }),
  to: text,
  pupil: z.object({ name: text, code: text, birthDay: z.iso.date().nullable() }),
  files: z
    .array(z.object({ path: text, bytes: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .max(60),
});
export type Manifest = z.infer<typeof Manifest>;

export const BroughtResult = z.object({
  schoolYear: z.string().regex(/^\d{4}-\d{4}$/),
  term: z.union([z.literal(1), z.literal(2)]),
  subjectKey: text,
  subject: text,
  /** As a teacher would type it: "7,5", "Đ", "T". */
  value: z.string().max(10),
});
export type BroughtResult = z.infer<typeof BroughtResult>;

const Data = z.object({
  transcripts: z
    .array(
      z.object({
        publicId: text,
        schoolYear: text,
        grade: z.number().int(),
        version: z.number().int(),
        facts: z.unknown(),
      }),
    )
    .max(20),
  /** Results of terms of the year under way, of which there is no transcript yet. */
  results: z.array(BroughtResult).max(100),
});
export type PackageData = z.infer<typeof Data>;

export interface PackageFile {
  path: string;
  content: Uint8Array;
}

export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** What the house signs of a manifest. */
export function manifestDigest(manifest: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('rong-handover-1\0'), createHash('sha256').update(manifest).digest()]);
}

/** Writes manifest and data; the signature is the caller's to add, for it is made with the house's key. */
export function describePackage(
  head: Omit<Manifest, 'format' | 'version' | 'files'>,
  data: PackageData,
  files: readonly PackageFile[],
): { manifest: Uint8Array; all: PackageFile[] } {
  const all = [{ path: DATA, content: Buffer.from(`${JSON.stringify(data, null, 1)}\n`) }, ...files];
  const manifest: Manifest = {
    format: 'rong-handover',
    version: 1,
    ...head,
    files: all.map(({ path, content }) => ({ path, bytes: content.length, sha256: sha256Of(content) })),
  };
  return { manifest: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), all };
}

/** The zip itself. PDFs are packed already. */
export function zipPackage(
  manifest: Uint8Array,
  signature: string,
  files: readonly PackageFile[],
  at: Date,
): Uint8Array {
  const entries = [
    { path: MANIFEST, content: manifest },
    { path: MANIFEST_SIGNATURE, content: Buffer.from(signature) },
    ...files,
  ];
  return zipSync(
    Object.fromEntries(
      entries.map(({ path, content }) => [
        path,
        [new Uint8Array(content), { level: path.endsWith('.pdf') ? 0 : 6, mtime: at }] as const,
      ]),
    ),
  );
}

export function parseManifest(content: Uint8Array): Manifest | undefined {
  return parse(Manifest, content);
}

export function parseData(content: Uint8Array): PackageData | undefined {
  return parse(Data, content);
}

function parse<T>(form: z.ZodType<T>, content: Uint8Array): T | undefined {
  try {
    const read = form.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The only names that a package may have: no folders above, no files of other kinds. */
export const isPackagePath = (path: string): boolean =>
  [MANIFEST, MANIFEST_SIGNATURE, DATA].includes(path) || /^hoc-ba\/[\w-]{1,60}\.(?:pdf|xml)$/.test(path);
