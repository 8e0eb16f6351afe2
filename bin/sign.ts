import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { SigningFault, saidOf } from '#platform/signing/index.ts';
import { tokenSigner } from '#platform/signing/transports/pkcs11.ts';
import { CodeRefused, signFromAfar } from '../src/domains/transcripts/token-agent.ts';

const usage = `npm run sign -- --server https://… --school ID --order ID --code CODE --library FILE --token SERIAL --key ID

Signs an order of transcripts with the token in this machine: hashes come in, signed hashes go back, no file travels. The page of
the order shows the first four; FILE is the maker's PKCS#11 library. The PIN is asked for, or taken from RONG_PIN.`;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    school: { type: 'string' },
    order: { type: 'string' },
    code: { type: 'string' },
    library: { type: 'string' },
    token: { type: 'string' },
    key: { type: 'string' },
  },
});
const { server, school, order, code, library, token, key } = values;
if (!server || !school || !order || !code || !library || !token || !key) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

async function askPin(): Promise<string> {
  if (process.env.RONG_PIN) return process.env.RONG_PIN;
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const pin = await ask.question('PIN: ');
  ask.close();
  return pin;
}

try {
  const pin = await askPin();
  const address = { server, schoolId: Number(school), orderId: Number(order), code };
  const done = await signFromAfar(address, identity =>
    tokenSigner(identity, { module: library, tokenSerial: token, keyId: key }, pin),
  );
  process.stdout.write(`Đã ký ${done.signed} học bạ bằng khóa “${done.name}” · ${done.signed} transcripts signed\n`);
} catch (fault) {
  const said =
    fault instanceof SigningFault
      ? saidOf(fault)
      : fault instanceof CodeRefused
        ? {
            vi: 'Mã của lượt ký không đúng hoặc đã hết hạn: hãy mở lại trang của lượt ký.',
            en: 'The code of the order is wrong or has expired.',
          }
        : undefined;
  if (!said) throw fault;
  process.stderr.write(`${said.vi}\n${said.en}\n`);
  process.exit(1);
}
