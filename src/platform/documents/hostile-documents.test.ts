import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { guardZip } from '../sheets/guard-zip.ts';
import { readDocument } from './index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const docx = (document: string) => zipSync({ 'word/document.xml': bytes(document) });
const body = (inside: string) => docx(`<w:document><w:body>${inside}</w:body></w:document>`);
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

/** A one-page PDF whose content unpacks to this. */
function pdf(content: Uint8Array): Uint8Array {
  const packed = deflateSync(content, { level: 9 });
  return Buffer.concat([
    bytes(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
4 0 obj<</Length ${packed.length}/Filter/FlateDecode>>stream
`),
    packed,
    bytes('\nendstream endobj\ntrailer<</Root 1 0 R>>\n'),
  ]);
}

const outcome = async (file: Uint8Array) => {
  const read = await readDocument(file);
  return read.ok ? read.blocks.map(block => block.text) : read.fault.code;
};

test('an entity is neither fetched nor unfolded', async () => {
  const declared = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>`;
  expect(await outcome(docx(`${declared}<w:document><w:body>${paragraph('&x;&y;')}</w:body></w:document>`))).toBe(
    'unreadable',
  );
  expect(await outcome(body(paragraph('A &amp; B &#233; &x; &#0;')))).toEqual(['A & B é &x;']);
});

test('attributes, comments and text come through as they stand', async () => {
  const found = await outcome(
    body(
      `<!-- a > b --><?x y > z?>${paragraph('một')}<w:p w:a="x > y" w:b='"'><w:r><w:t xml:space="preserve"><![CDATA[hai < ba]]></w:t></w:r></w:p>`,
    ),
  );
  expect(found).toEqual(['một', 'hai < ba']);
});

// Each of these once took time by the square of its length: minutes for a file of a few hundred bytes.
test.each([
  ['comments without end', '<!--a>'.repeat(200_000)],
  ['instructions without end', '<?a '.repeat(200_000)],
  ['texts without end', '<![CDATA[a'.repeat(200_000)],
  ['quotation marks without end', '<a "'.repeat(200_000)],
  ['a name without end', `<a ${'b'.repeat(1_000_000)}`],
  ['a name without value', `<a ${'b'.repeat(1_000_000)}/>`],
  ['a depth without end', '<a>'.repeat(200_000)],
])('%s are read once through', async (_, inside) => {
  expect(['unreadable', 'empty', 'zipBomb']).toContain(await outcome(body(inside)));
});

test('a text of millions of empty lines is no document', async () => {
  expect(await outcome(bytes(`${'\n'.repeat(5_000_000)}a`))).toBe('tooLong');
});

test('a PDF is read, and one that unpacks without end is given up while others go on', async () => {
  expect(await outcome(pdf(bytes('BT /F1 12 Tf 72 720 Td (Ke hoach) Tj ET')))).toEqual(['Ke hoach']);
  let beats = 0;
  const heart = setInterval(() => beats++, 20);
  const words = '(aaaaaaaa) Tj 1 0 0 1 1 1 Tm ';
  expect(['zipBomb', 'unreadable', 'tooLong']).toContain(
    await outcome(pdf(bytes(`BT /F1 12 Tf ${words.repeat(8_000_000)} ET`))),
  );
  clearInterval(heart);
  expect(beats).toBeGreaterThan(5);
}, 60_000);

test('a directory that points to another one is not believed', async () => {
  const zip = Buffer.from(docx('<a/>'));
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  expect((await guardZip(zip)).ok).toBe(true);
  zip.writeUInt32LE(0xffffffff, end + 12);
  expect(await guardZip(zip)).toMatchObject({ ok: false, fault: 'unreadable' });
});
