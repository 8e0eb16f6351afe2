import { makePdf } from '#platform/paper/paper.ts';
import { signPdf, signXml, verifyPdf, verifyXml } from '#platform/signing/index.ts';
import { standInAuthority } from '../src/platform/signing/stand-ins/authority.ts';
import { type Line, megabytes, time } from './measure.ts';

const AIM_MS = 25;
const ROWS = 120;
const SIGNATURES = 3;

const template = `#let data = json(bytes(sys.inputs.data))
#set page(margin: 2cm)
#set text(font: "Noto Serif")
= Học bạ
#for page in range(4) [ #table(columns: 4, ..data.rows.flatten()) #pagebreak(weak: true) ]`;

/** A document of the size of a year's transcript: four pages, and about 12 KB of XML. */
function specimen(at: Date) {
  const rows = Array.from({ length: 13 }, (_, index) => [`Môn ${index}`, '7,5', '8,0', '7,8']);
  const marks = Array.from(
    { length: ROWS },
    (_, index) => `<diem mon="M${index}" hk="1" gia-tri="7,5">Đạt mức ${index}</diem>`,
  );
  return {
    pdf: makePdf(template, { rows }, at),
    xml: `<hoc-ba xmlns="urn:rong:hoc-ba">\n${marks.join('\n')}\n</hoc-ba>`,
  };
}

/** Signing and checking a transcript on one core, with P-256 keys of this house. */
export async function benchSigning(): Promise<Line[]> {
  const at = new Date('2024-05-31T03:00:00Z');
  const ca = standInAuthority();
  const signers = ['Chủ nhiệm', 'Hiệu trưởng', 'Con dấu'].map(name => ca.issue(name).signer);
  const [first] = signers;
  if (!first) throw new Error('There are signers.');
  const trust = ca.trust(at);
  const { pdf, xml } = specimen(at);
  const how = { name: 'Chủ nhiệm', reason: 'Xác nhận kết quả học tập', at };
  const one = { pdf: await signPdf(pdf, how, first), xml: await signXml(xml, { at }, first) };

  const signPdfs = await time(() => signPdf(pdf, how, first));
  const signXmls = await time(() => signXml(xml, { at }, first));
  const checkPdf = await time(async () => verifyPdf(one.pdf, trust));
  const checkXml = await time(async () => verifyXml(one.xml, trust));
  const both = signPdfs.median + signXmls.median + checkPdf.median + checkXml.median;

  const whole = await time(async () => {
    let signed = { pdf, xml };
    for (const signer of signers)
      signed = { pdf: await signPdf(signed.pdf, how, signer), xml: await signXml(signed.xml, { at }, signer) };
    const verdicts = [
      verifyPdf(signed.pdf, trust, { expected: SIGNATURES }).verdict,
      verifyXml(signed.xml, trust, { expected: SIGNATURES }).verdict,
    ];
    if (verdicts.some(verdict => verdict !== 'valid')) throw new Error(`Signed, and not valid: ${verdicts}`);
  });
  const before = process.memoryUsage().rss;
  for (let run = 0; run < 300; run++) verifyPdf(await signPdf(pdf, how, first), trust);
  const grown = megabytes(process.memoryUsage().rss - before);

  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    {
      what: `sign a PDF of ${Math.round(pdf.length / 1024)} KB`,
      measured: `${ms(signPdfs.median)}, ${Math.round(1000 / signPdfs.median)}/s`,
    },
    { what: 'check it', measured: ms(checkPdf.median) },
    {
      what: `sign XML of ${Math.round(xml.length / 1024)} KB`,
      measured: `${ms(signXmls.median)}, ${Math.round(1000 / signXmls.median)}/s`,
    },
    { what: 'check it', measured: ms(checkXml.median) },
    { what: 'sign and check both', measured: ms(both), aim: `< ${AIM_MS} ms`, met: both < AIM_MS },
    { what: `${SIGNATURES} signatures on both, then both checked`, measured: ms(whole.median) },
    { what: 'memory after 300 more', measured: `${grown} MB more`, aim: '< 64 MB', met: grown < 64 },
  ];
}
