import { fold } from '../text/index.ts';
import type { Ask } from './env.ts';

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** A download with a name a person finds again, in letters every system keeps: "ket-qua-7a-hk1.xlsx". */
export function fileOut(ask: Ask, bytes: Uint8Array, ending: keyof typeof types, name: string): Response {
  const plain = fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return ask.body(Buffer.from(bytes), 200, {
    'content-type': types[ending],
    'content-disposition': `attachment; filename="${plain}.${ending}"`,
    'cache-control': 'private, no-store',
  });
}
