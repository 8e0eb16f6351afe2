import { existsSync } from 'node:fs';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { root } from '../settings.ts';

// Noto from npm, as it comes: the only free family found that sets every Bahnar, Jrai and Xơ Đăng letter right.
const fontFolder = (family: string, weight: string) =>
  path.join(root, 'node_modules', '@expo-google-fonts', family, weight);
const fonts = [
  fontFolder('noto-sans', '400Regular'),
  fontFolder('noto-sans', '600SemiBold'),
  fontFolder('noto-serif', '400Regular'),
  fontFolder('noto-serif', '400Regular_Italic'),
  fontFolder('noto-serif', '700Bold'),
].filter(folder => existsSync(folder));

let compiler: NodeCompiler | undefined;

export interface PaperOptions {
  /** A-3 allows files inside (`pdf.attach` in the template); A-2 does not. */
  standard?: 'a-2b' | 'a-3b';
  /** Further texts for the template, as `sys.inputs.<name>`: what it attaches. */
  inputs?: Readonly<Record<string, string>>;
}

/**
 * A document: a typst template, filled with plain data (`#let data = json(bytes(sys.inputs.data))` on its first line). The
 * data is never part of the template, so nothing in it can be read as markup. PDF/A-2b, about 10 ms a page or four. The same
 * template, data and moment give the same bytes.
 * @throws where the template itself is faulty: a fault of ours.
 */
export function makePdf(template: string, data: unknown, at: Date, options: PaperOptions = {}): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: fonts }], workspace: root });
  const document = { mainFileContent: template, inputs: { ...options.inputs, data: JSON.stringify(data) } };
  const pdfStandard = options.standard ?? 'a-2b';
  // The standards are a type-only enum at run time: its words are passed as text.
  const pdf = compiler.pdf(document, { pdfStandard, creationTimestamp: Math.floor(at.getTime() / 1000) });
  compiler.evictCache(10);
  return pdf;
}
