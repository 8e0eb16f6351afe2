import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

/** As much of CBOR as an authenticator writes: numbers, byte strings, text and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, size: number) =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const parts = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as Parameters<typeof cbor>[0])]);
  return Buffer.concat([head(5, value.size), ...parts]);
}

/** A device with one passkey (ES256, attestation "none"), as a telephone would hold it. */
export class TestDevice {
  readonly id = randomBytes(32);
  counter = 0;
  /** Whether it asked for finger, face or code. */
  verifies = true;
  private readonly privateKey: KeyObject;
  private readonly publicKey: Buffer;
  private readonly origin: string;
  private readonly host: string;

  constructor(origin: string, host = new URL(origin).hostname) {
    this.origin = origin;
    this.host = host;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = pair.privateKey;
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
    const cose: [number, unknown][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ];
    this.publicKey = cbor(new Map(cose));
  }

  private client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  private data(flags: number, attested = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([
      sha256(this.host),
      Buffer.from([flags | 0x01 | (this.verifies ? 0x04 : 0)]),
      counter,
      attested,
    ]);
  }

  /** What navigator.credentials.create answers. */
  make(challenge: string) {
    const length = Buffer.from([0, this.id.length]);
    const authData = this.data(0x40, Buffer.concat([Buffer.alloc(16), length, this.id, this.publicKey]));
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    return this.answer({ clientDataJSON: this.client('webauthn.create', challenge), attestationObject: attestation });
  }

  /** What navigator.credentials.get answers. */
  sign(challenge: string) {
    this.counter += 1;
    const client = this.client('webauthn.get', challenge);
    const authenticatorData = this.data(0);
    const signature = createSign('sha256')
      .update(Buffer.concat([authenticatorData, sha256(client)]))
      .sign(this.privateKey);
    return this.answer({ clientDataJSON: client, authenticatorData, signature });
  }

  private answer(parts: Record<string, Buffer>) {
    const id = this.id.toString('base64url');
    const response = Object.fromEntries(
      Object.entries(parts).map(([name, value]) => [name, value.toString('base64url')]),
    );
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
