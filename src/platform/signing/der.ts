/*
 * Reading and writing DER, as far as signatures need it. Own code on purpose: a signature is checked hundreds of times a second,
 * and the libraries take 3 ms for what takes this a small part of one (docs/decisions/0016). They judge it in tests.
 */

/** One value: its tag byte, all its bytes, and its content. */
export interface Der {
  tag: number;
  bytes: Uint8Array;
  content: Uint8Array;
}

export class NotDer extends Error {
  override name = 'NotDer';
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const DEEPEST = 40;

/** Reads the value that begins here. Indefinite lengths (BER) are read too: some signers write them. @throws NotDer */
export function readDer(bytes: Uint8Array, at = 0, depth = 0): Der {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > DEEPEST) throw new NotDer();
  if (first === 0x80) return readIndefinite(bytes, at, tag, depth);
  let length = first;
  let head = 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new NotDer();
    length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + (bytes[at + 2 + index] ?? 0);
    head += count;
  }
  const end = at + head + length;
  if (end > bytes.length) throw new NotDer();
  return { tag, bytes: bytes.subarray(at, end), content: bytes.subarray(at + head, end) };
}

function readIndefinite(bytes: Uint8Array, at: number, tag: number, depth: number): Der {
  let inside = at + 2;
  while (bytes[inside] !== 0 || bytes[inside + 1] !== 0) inside += readDer(bytes, inside, depth + 1).bytes.length;
  return { tag, bytes: bytes.subarray(at, inside + 2), content: bytes.subarray(at + 2, inside) };
}

/** The values inside a value. @throws NotDer */
export function inside(der: Der | undefined, tag?: number): Der[] {
  if (!der || (tag !== undefined && der.tag !== tag)) throw new NotDer();
  const found: Der[] = [];
  for (let at = 0; at < der.content.length; ) {
    const next = readDer(der.content, at);
    found.push(next);
    at += next.bytes.length;
  }
  return found;
}

export function oidOf(der: Der | undefined): string {
  if (der?.tag !== tags.oid) throw new NotDer();
  const parts: number[] = [];
  let value = 0;
  for (const byte of der.content) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (parts.length === 0)
      parts.push(Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40)));
    else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}

/** Both kinds of time, in UTC. @throws NotDer */
export function timeOf(der: Der | undefined): Date {
  const text = Buffer.from(der?.content ?? []).toString('latin1');
  const found = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3})\d*)?Z$/.exec(text);
  if (!found || (der?.tag !== tags.utcTime && der?.tag !== tags.generalizedTime)) throw new NotDer();
  const [, year = '', month, day, hour, minute, second, fraction = '0'] = found;
  const full = year.length === 4 ? year : Number(year) < 50 ? `20${year}` : `19${year}`;
  return new Date(`${full}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`);
}

/** The bytes of an OCTET STRING, put together where it came in pieces. */
export function octetsOf(der: Der | undefined): Uint8Array {
  if (der?.tag === tags.octets) return der.content;
  if (der?.tag === (tags.octets | 0x20)) return Buffer.concat(inside(der).map(octetsOf));
  throw new NotDer();
}

export const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
export const sameBytes = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

/** The context-specific value with this number among others. */
export const tagged = (values: readonly Der[], number: number) => values.find(value => value.tag === (0xa0 | number));

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = length < 0x80 ? [tag, length] : [tag, ...longLength(length)];
  return Buffer.concat([Uint8Array.from(head), ...parts]);
}

function longLength(length: number): number[] {
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...parts: readonly Uint8Array[]) => der(tags.sequence, ...parts);
/** A SET OF, in the order DER asks for. */
export const setOf = (...parts: readonly Uint8Array[]) => der(tags.set, ...[...parts].sort(Buffer.compare));
export const octets = (bytes: Uint8Array) => der(tags.octets, bytes);
export const nothing = der(tags.nothing);
export const whole = (number: number) => der(tags.integer, Uint8Array.of(number));

/** A positive INTEGER out of its bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (at < bytes.length - 1 && bytes[at] === 0) at++;
  const short = bytes.subarray(at);
  return der(tags.integer, (short[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array(), short);
}

export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes: number[] = [];
  for (const part of [first * 40 + second, ...rest]) {
    const digits = [part % 128];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left % 128) | 0x80);
    bytes.push(...digits);
  }
  return der(tags.oid, Uint8Array.from(bytes));
}

export const utf8 = (text: string) => der(tags.utf8, Buffer.from(text, 'utf8'));
export const bits = (bytes: Uint8Array, unused = 0) => der(tags.bits, Uint8Array.of(unused), bytes);
export const yes = der(tags.boolean, Uint8Array.of(0xff));

const TWO_DIGIT_YEARS_END = 2050;

/** A time as certificates write it: two digits for the year until 2049. */
export function time(at: Date): Uint8Array {
  const text = `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const isLong = at.getUTCFullYear() >= TWO_DIGIT_YEARS_END;
  return der(isLong ? tags.generalizedTime : tags.utcTime, Buffer.from(isLong ? text : text.slice(2), 'latin1'));
}

export const generalizedTime = (at: Date) =>
  der(tags.generalizedTime, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`, 'latin1'));
