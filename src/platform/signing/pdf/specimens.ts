import { deflateSync } from 'node:zlib';

/** Small files as other programs write them, for tests. */

/** A table of the old kind, a form with its fields in a list of their own, annotations in another. */
export function oldStylePdf(): Uint8Array {
  return plain([
    '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields 5 0 R /DR <<>> >> >>',
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots 6 0 R /Contents 4 0 R>>',
    '<</Length 0>>\nstream\n\nendstream',
    '[7 0 R]',
    '[7 0 R]',
    '<</Type /Annot /Subtype /Widget /FT /Tx /T (Ten \\(goi\\)) /V (abc) /Rect [10 10 90 30] /P 3 0 R>>',
  ]);
}

function plain(objects: string[]): Uint8Array {
  let file = '%PDF-1.6\n%\u00e2\u00e3\u00cf\u00d3\n';
  const places = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  file += `trailer\n<</Size ${objects.length + 1} /Root 1 0 R>>\nstartxref\n${table}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}

/** A table and all objects in deflated streams, the table with a predictor (as Word and many others write). */
export function streamedPdf(): Uint8Array {
  const packed = [
    '<</Type /Catalog /Pages 2 0 R>>',
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>>',
  ];
  const heads: string[] = [];
  let at = 0;
  packed.forEach((body, index) => {
    heads.push(`${index + 1} ${at}`);
    at += body.length + 1;
  });
  const head = `${heads.join(' ')} `;
  const inner = deflateSync(Buffer.from(head + packed.join(' '), 'latin1'));
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n', 'latin1')];
  const size = () => parts.reduce((sum, part) => sum + part.length, 0);
  const put = (number: number, entries: string, data: Uint8Array) => {
    parts.push(
      Buffer.from(`${number} 0 obj\n<<${entries} /Filter /FlateDecode /Length ${data.length}>>\nstream\n`, 'latin1'),
      data,
    );
    parts.push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  };
  const streamAt = size();
  put(4, `/Type /ObjStm /N 3 /First ${head.length}`, inner);
  const tableAt = size();
  const rows = [
    [0, 0, 0],
    [2, 4, 0],
    [2, 4, 1],
    [2, 4, 2],
    [1, streamAt, 0],
    [1, tableAt, 0],
  ].map(([kind = 0, one = 0, two = 0]) => [kind, one >> 8, one & 255, two]);
  const predicted = rows.flatMap((row, index) => [
    2,
    ...row.map((byte, column) => (byte - (rows[index - 1]?.[column] ?? 0)) & 255),
  ]);
  const parameters = '/DecodeParms <</Predictor 12 /Columns 4>>';
  put(5, `/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R ${parameters}`, deflateSync(Buffer.from(predicted)));
  parts.push(Buffer.from(`startxref\n${tableAt}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}
