import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { transcriptXml } from '../rules/transcript-xml.ts';
import { specimenFacts, specimenIssue } from '../specimens.ts';
import type { Printed } from './form-data.ts';
import { qrSvg } from './qr-code.ts';
import { transcriptPdf } from './transcript-pdf.ts';

const regimes = Object.keys(specimenFacts) as (keyof typeof specimenFacts)[];
const printed = async (): Promise<Printed> => ({
  confirmations: { maths: { by: 'Nguyễn Thị Mẫu', at: new Date('2023-06-01T05:00:00Z') } },
  qrSvg: await qrSvg('https://rong.example/check#mau'),
  checkUrl: 'https://rong.example/check',
  state: 'to-sign',
  isDevelopment: true,
  at: new Date('2023-06-05T01:00:00Z'),
});
const has = (tool: string) => spawnSync(tool, ['-v']).error === undefined;

async function onDisk(regime: keyof typeof specimenFacts, more: Partial<Printed> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'rong-paper-'));
  const file = path.join(folder, 'hoc-ba.pdf');
  const facts = specimenFacts[regime];
  const xml = transcriptXml(facts, specimenIssue);
  writeFileSync(file, transcriptPdf(facts, specimenIssue, xml, { ...(await printed()), ...more }));
  return { folder, file, xml };
}

describe('the page', () => {
  test.each(regimes)('%s: the same facts and moment give the same bytes', async regime => {
    const facts = specimenFacts[regime];
    const xml = transcriptXml(facts, specimenIssue);
    const how = await printed();
    const once = transcriptPdf(facts, specimenIssue, xml, how);
    expect(Buffer.compare(transcriptPdf(facts, specimenIssue, xml, how), once)).toBe(0);
    const text = Buffer.from(once).toString('latin1');
    expect(text).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(text).toContain('/AFRelationship /Source');
  });

  test.skipIf(!has('pdfdetach')).each(regimes)('%s: carries its XML, byte for byte (pdfdetach)', async regime => {
    const { folder, file, xml } = await onDisk(regime);
    const out = path.join(folder, 'out.xml');
    spawnSync('pdfdetach', ['-save', '1', '-o', out, file]);
    expect(spawnSync('cat', [out], { encoding: 'utf8' }).stdout).toBe(xml);
  });

  test.skipIf(!has('pdftotext')).each(regimes)('%s: says what the facts say (pdftotext)', async regime => {
    const { file } = await onDisk(regime);
    const facts = specimenFacts[regime];
    const { stdout } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const text = stdout.replaceAll(/\s+/g, ' ');
    for (const { name } of facts.subjects) expect(text).toContain(name.split(' ')[0]);
    for (const said of [
      'Trang 1/',
      'Bản thử nghiệm, chữ ký không có giá trị pháp lý',
      specimenIssue.publicId,
      '062310000001',
    ])
      expect(text).toContain(said);
    expect(text).toContain('01/06/2023 12:00');
  });

  test.skipIf(!has('pdftotext'))(
    'a look before signing says that it is one, and a real key leaves no note',
    async () => {
      const textOf = async (more: Partial<Printed>) =>
        spawnSync('pdftotext', [(await onDisk('tt22-2021', more)).file, '-'], { encoding: 'utf8' }).stdout;
      expect(await textOf({ state: 'preview' })).toContain('BẢN XEM TRƯỚC, CHƯA KÝ');
      const real = await textOf({ isDevelopment: false });
      expect(real).not.toContain('BẢN XEM TRƯỚC');
      expect(real).not.toContain('Bản thử nghiệm');
    },
  );
});
