import koffi from 'koffi';

/*
 * The few calls of PKCS #11 (Cryptoki 2.40) that signing needs, of whatever library a token's maker ships. Loaded only in a
 * process of its own (pkcs11-apart.ts): a library that crashes takes nothing with it.
 */

/** On Windows structures are packed and longs have four bytes; elsewhere everything has the size of a pointer. */
const isPacked = process.platform === 'win32';
const LONG = koffi.sizeof('ulong');
const FIRST_FUNCTION = isPacked ? 2 : 8;
const ATTRIBUTE_BYTES = isPacked ? 16 : 24;
const POINTER_AT = isPacked ? 4 : 8;
const LENGTH_AT = isPacked ? 12 : 16;

/** Places in CK_FUNCTION_LIST, counted in functions. */
const calls = {
  C_Initialize: [0, ['void *']],
  C_Finalize: [1, ['void *']],
  C_GetSlotList: [4, ['uint8', 'void *', 'void *']],
  C_GetTokenInfo: [6, ['ulong', 'void *']],
  C_OpenSession: [12, ['ulong', 'ulong', 'void *', 'void *', 'void *']],
  C_Login: [18, ['ulong', 'ulong', 'void *', 'ulong']],
  C_GetAttributeValue: [24, ['ulong', 'ulong', 'void *', 'ulong']],
  C_FindObjectsInit: [26, ['ulong', 'void *', 'ulong']],
  C_FindObjects: [27, ['ulong', 'void *', 'ulong', 'void *']],
  C_FindObjectsFinal: [28, ['ulong']],
  C_SignInit: [42, ['ulong', 'void *', 'ulong']],
  C_Sign: [43, ['ulong', 'void *', 'ulong', 'void *', 'void *']],
} as const;

type Call = keyof typeof calls;

/** What the library answered, as the standard counts it. */
export class TokenFault extends Error {
  override name = 'TokenFault';
  readonly answer: number;
  constructor(call: string, answer: number) {
    super(`${call}: 0x${answer.toString(16)}`);
    this.answer = answer;
  }
}

export const attributes = { class: 0x0, value: 0x11, id: 0x102, alwaysAuthenticate: 0x202 } as const;
export const classes = { certificate: 1, privateKey: 3 } as const;
export const users = { user: 1, contextSpecific: 2 } as const;

/** A number as the library keeps it. */
export function long(value: number): Buffer {
  const buffer = Buffer.alloc(LONG);
  buffer.writeUIntLE(value, 0, Math.min(LONG, 6));
  return buffer;
}

const readLong = (buffer: Buffer, at = 0) => buffer.readUIntLE(at, Math.min(LONG, 6));

export interface Token {
  slot: number;
  label: string;
  serial: string;
}

export interface Library {
  tokens(): Token[];
  openSession(slot: number): number;
  login(session: number, user: number, pin: string): void;
  find(session: number, wanted: [type: number, value: Buffer][]): number[];
  attribute(session: number, object: number, type: number): Buffer | undefined;
  sign(session: number, key: number, mechanism: number, data: Buffer, beforeSigning: () => void): Buffer;
  close(): void;
}

const MOST = 64;
const SERIAL_SESSION = 4;
const LABEL = [0, 32] as const;
const SERIAL = [80, 96] as const;
const FLAGS_AT = 96;
const INITIALISED = 0x400;
const LONGEST_SIGNATURE = 1024;

/** @throws where there is no such library, TokenFault where it does not start */
export function openLibrary(file: string): Library {
  const library = koffi.load(file);
  const out = Buffer.alloc(8);
  const getList = library.func('C_GetFunctionList', 'ulong', ['void *']);
  const answer = Number(getList(out));
  if (answer !== 0) throw new TokenFault('C_GetFunctionList', answer);
  const list = koffi.decode(out, 'void *');
  const call = (name: Call, ...given: unknown[]): void => {
    const [place, parameters] = calls[name];
    const pointer = koffi.decode(list, FIRST_FUNCTION + place * 8, 'void *');
    const answered = Number(koffi.call(pointer, koffi.proto(null, 'ulong', [...parameters]), ...given));
    if (answered !== 0) throw new TokenFault(name, answered);
  };
  call('C_Initialize', null);
  return {
    tokens() {
      const count = long(MOST);
      const slots = Buffer.alloc(MOST * LONG);
      call('C_GetSlotList', 1, slots, count);
      return Array.from({ length: readLong(count) }, (_, index) => {
        const slot = readLong(slots, index * LONG);
        const info = Buffer.alloc(512);
        call('C_GetTokenInfo', slot, info);
        const isReady = (readLong(info, FLAGS_AT) & INITIALISED) !== 0;
        return isReady ? [{ slot, label: text(info, LABEL), serial: text(info, SERIAL) }] : [];
      }).flat();
    },
    openSession(slot) {
      const session = long(0);
      call('C_OpenSession', slot, SERIAL_SESSION, null, null, session);
      return readLong(session);
    },
    login(session, user, pin) {
      const bytes = Buffer.from(pin, 'utf8');
      call('C_Login', session, user, bytes, bytes.length);
    },
    find(session, wanted) {
      call('C_FindObjectsInit', session, template(wanted), wanted.length);
      const found = Buffer.alloc(MOST * LONG);
      const count = long(0);
      call('C_FindObjects', session, found, MOST, count);
      call('C_FindObjectsFinal', session);
      return Array.from({ length: readLong(count) }, (_, index) => readLong(found, index * LONG));
    },
    attribute(session, object, type) {
      const size = template([[type, Buffer.alloc(0)]]);
      size.fill(0, POINTER_AT);
      try {
        call('C_GetAttributeValue', session, object, size, 1);
        const value = Buffer.alloc(readLong(size, LENGTH_AT));
        call('C_GetAttributeValue', session, object, template([[type, value]]), 1);
        return value;
      } catch (fault) {
        if (fault instanceof TokenFault) return undefined;
        throw fault;
      }
    },
    sign(session, key, mechanism, data, beforeSigning) {
      const how = Buffer.alloc(ATTRIBUTE_BYTES);
      long(mechanism).copy(how);
      call('C_SignInit', session, how, key);
      beforeSigning();
      const signature = Buffer.alloc(LONGEST_SIGNATURE);
      const length = long(LONGEST_SIGNATURE);
      call('C_Sign', session, data, data.length, signature, length);
      return signature.subarray(0, readLong(length));
    },
    close: () => call('C_Finalize', null),
  };
}

const text = (info: Buffer, [from, until]: readonly [number, number]) =>
  info.subarray(from, until).toString('utf8').replaceAll('\0', '').trim();

/** An array of CK_ATTRIBUTE: type, where the value lies, how long it is. */
function template(wanted: [type: number, value: Buffer][]): Buffer {
  const out = Buffer.alloc(ATTRIBUTE_BYTES * wanted.length);
  wanted.forEach(([type, value], index) => {
    const at = index * ATTRIBUTE_BYTES;
    long(type).copy(out, at);
    out.writeBigUInt64LE(value.length > 0 ? BigInt(koffi.address(value)) : 0n, at + POINTER_AT);
    long(value.length).copy(out, at + LENGTH_AT);
  });
  return out;
}
