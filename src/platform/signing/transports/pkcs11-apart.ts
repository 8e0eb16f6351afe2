import { text } from 'node:stream/consumers';
import type { TokenAnswer, TokenAsk } from './pkcs11.ts';

/*
 * A process of its own that opens a token, does one thing and ends. It is asked on its standard input (the PIN never stands in
 * a command line or a file) and answers on its standard output. Node runs it as it stands.
 */

const CKM_RSA_PKCS = 0x1;
const CKM_ECDSA = 0x1041;
/** Of CKR_…: which of our faults they are. */
const faults: Record<number, string> = {
  50: 'token-missing',
  160: 'pin-wrong',
  161: 'pin-wrong',
  162: 'pin-wrong',
  163: 'pin-locked',
  164: 'pin-locked',
  224: 'token-missing',
  225: 'token-missing',
};

async function answer(ask: TokenAsk): Promise<TokenAnswer> {
  const { attributes, classes, long, openLibrary, TokenFault, users } = await import('./pkcs11-library.ts');
  let library: ReturnType<typeof openLibrary>;
  try {
    library = openLibrary(ask.module);
  } catch {
    return { ok: false, code: 'token-missing' };
  }
  try {
    const tokens = library.tokens();
    if (ask.what === 'list') {
      const found = tokens.flatMap(({ slot, label, serial }) => {
        const session = library.openSession(slot);
        return library.find(session, [[attributes.class, long(classes.certificate)]]).map(object => ({
          token: label,
          tokenSerial: serial,
          keyId: library.attribute(session, object, attributes.id)?.toString('hex') ?? '',
          certificate: library.attribute(session, object, attributes.value)?.toString('base64') ?? '',
        }));
      });
      return { ok: true, found };
    }
    const token = tokens.find(each => each.serial === ask.tokenSerial);
    if (!token) return { ok: false, code: 'token-missing' };
    const session = library.openSession(token.slot);
    library.login(session, users.user, ask.pin);
    const wanted: [number, Buffer][] = [
      [attributes.class, long(classes.privateKey)],
      [attributes.id, Buffer.from(ask.keyId, 'hex')],
    ];
    const [key] = library.find(session, wanted);
    if (key === undefined) return { ok: false, code: 'key-missing' };
    const mechanism = ask.isRsa ? CKM_RSA_PKCS : CKM_ECDSA;
    // Keys for qualified signatures ask for the PIN before every signature.
    const asksAlways = library.attribute(session, key, attributes.alwaysAuthenticate)?.[0] === 1;
    const again = () => asksAlways && library.login(session, users.contextSpecific, ask.pin);
    const signatures = ask.data.map(each =>
      library.sign(session, key, mechanism, Buffer.from(each, 'base64'), again).toString('base64'),
    );
    return { ok: true, signatures };
  } catch (fault) {
    return { ok: false, code: (fault instanceof TokenFault && faults[fault.answer]) || 'service-answer' };
  } finally {
    library.close();
  }
}

/** Without the optional package that speaks to libraries, there is no token to be seen. */
const nothingToSee = (): TokenAnswer => ({ ok: false, code: 'token-missing' });

process.stdout.write(JSON.stringify(await answer(JSON.parse(await text(process.stdin))).catch(nothingToSee)));
