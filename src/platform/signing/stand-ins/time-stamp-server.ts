import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Integer, ObjectIdentifier, OctetString, UTCTime } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  id_eContentType_TSTInfo,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import type { StandInAuthority } from './authority.ts';

/** A time-stamp authority (RFC 3161) made with a library of its own, so that it does not share our mistakes. */
export interface TimeStampStandIn {
  url: string;
  /** When it says that it is. */
  at: Date;
  wrong: 'nothing' | 'refuses' | 'other-hash' | 'other-nonce' | 'grows';
  /** Bytes of the last token. */
  tokenBytes: number;
  close(): Promise<void>;
}

const PKCS9 = '1.2.840.113549.1.9';

export async function standInTimeStamps(ca: StandInAuthority, at: Date): Promise<TimeStampStandIn> {
  const own = ca.issue('Cấp dấu thời gian (kiểm thử)', { use: 'time-stamping' });
  const key = await crypto.subtle.importKey(
    'pkcs8',
    own.privateKey.export({ type: 'pkcs8', format: 'der' }),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  const certificate = Certificate.fromBER(Buffer.from(own.certificate.der));
  let serial = 0;

  async function stamp(asked: TimeStampReq): Promise<ContentInfo> {
    const { messageImprint, nonce } = asked;
    if (server.wrong === 'other-hash') messageImprint.hashedMessage = new OctetString({ valueHex: new Uint8Array(32) });
    const info = new TSTInfo({
      version: 1,
      policy: '1.3.6.1.4.1.99999.1',
      messageImprint,
      serialNumber: new Integer({ value: ++serial }),
      genTime: server.at,
      ...(nonce && { nonce: server.wrong === 'other-nonce' ? new Integer({ value: 7 }) : nonce }),
    });
    const content = new Uint8Array(info.toSchema().toBER());
    const digest = await crypto.subtle.digest('SHA-256', content);
    const attributes = [
      new Attribute({ type: `${PKCS9}.3`, values: [new ObjectIdentifier({ value: id_eContentType_TSTInfo })] }),
      new Attribute({ type: `${PKCS9}.4`, values: [new OctetString({ valueHex: digest })] }),
      new Attribute({ type: `${PKCS9}.5`, values: [new UTCTime({ valueDate: server.at })] }),
    ];
    // An authority that changes its certificates answers longer than before.
    const others = server.wrong === 'grows' ? Array.from({ length: 3 }, (_, index) => ca.issue(`Thêm ${index}`)) : [];
    const signed = new SignedData({
      version: 3,
      encapContentInfo: new EncapsulatedContentInfo({
        eContentType: id_eContentType_TSTInfo,
        eContent: new OctetString({ valueHex: content }),
      }),
      certificates: [certificate, ...others.map(each => Certificate.fromBER(Buffer.from(each.certificate.der)))],
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
          signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
        }),
      ],
    });
    await signed.sign(key, 0, 'SHA-256');
    return new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  }

  const http = createServer(async (ask, reply) => {
    const asked = TimeStampReq.fromBER(await buffer(ask));
    const refuses = server.wrong === 'refuses';
    const timeStampToken = refuses ? undefined : await stamp(asked);
    server.tokenBytes = timeStampToken?.toSchema().toBER().byteLength ?? 0;
    const answer = new TimeStampResp({
      status: new PKIStatusInfo({ status: refuses ? 2 : 0 }),
      ...(timeStampToken && { timeStampToken }),
    });
    reply.setHeader('content-type', 'application/timestamp-reply');
    reply.end(Buffer.from(answer.toSchema().toBER()));
  });
  await new Promise<void>(ready => void http.listen(0, '127.0.0.1', ready));
  const server: TimeStampStandIn = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    at,
    wrong: 'nothing',
    tokenBytes: 0,
    close: () =>
      new Promise(done => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
  return server;
}
