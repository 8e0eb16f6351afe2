import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { visitor } from '../../access.ts';
import { type Ask, routes } from '../../http/env.ts';
import { perform } from '../../work.ts';
import { noteFailure } from '../commands/note-failure.ts';
import { giveToken, tokenFrom } from '../cookies.ts';
import { openSession } from '../let-in.ts';
import { countAttempt, giveBack } from '../limit-attempts.ts';
import { localPath } from '../rules/local-path.ts';
import { keepStep, secondsOf, takeStep } from '../steps.ts';
import { addressOf } from '../where-from.ts';
import { wordsOf } from '../words/index.ts';
import { houseOf } from './house.ts';
import { readSigned } from './read-answer.ts';

/** Sign-in by passkey: the device asks for finger, face or code, so that it is both factors at once. */
export const passkeySignInRoutes = routes();

passkeySignInRoutes.post('/sign-in/passkey/options', async ask => {
  const options = await generateAuthenticationOptions({
    rpID: houseOf(ask.var.system.settings).id,
    userVerification: 'required',
  });
  const token = await keepStep(ask.var.system, 'passkey', null, { challenge: options.challenge });
  giveToken(ask, 'step', token, secondsOf('passkey'));
  return ask.json(options);
});

passkeySignInRoutes.post('/sign-in/passkey', async ask => {
  const { system } = ask.var;
  const t = wordsOf(ask.var.language);
  const entry = await countAttempt(system, [{ kind: 'address', subject: addressOf(ask) }]);
  if (!entry.may) return ask.json({ words: t.faults.wait(entry.minutes) }, 429);
  const given = await readSigned(ask);
  const step = await takeStep(system, 'passkey', tokenFrom(ask, 'step'));
  const passkey = given && step ? await findPasskey(ask, given.response.id) : undefined;
  const counter =
    given && step && passkey ? await checkSignature(ask, given.response, step.kept.challenge, passkey) : undefined;
  if (!given || !passkey || counter === undefined) {
    const accountId = passkey?.account_id ?? null;
    await perform(
      system,
      visitor(system.today()),
      noteFailure,
      { accountId, why: 'passkey' },
      { requestId: ask.var.requestId },
    );
    return ask.json({ words: t.signIn.passkeyFailed }, 422);
  }
  await system.database.tables
    .updateTable('platform.passkey')
    .set({ counter, used_at: system.clock.now() })
    .where('credential_id', '=', passkey.credential_id)
    .execute();
  await giveBack(system, entry.ids);
  await openSession(ask, { accountId: passkey.account_id, personId: passkey.person_id }, { how: 'passkey' });
  return ask.json({ to: localPath(given.to) });
});

const findPasskey = (ask: Ask, id: string) =>
  ask.var.system.database.tables
    .selectFrom('platform.passkey as passkey')
    .innerJoin('platform.account as account', 'account.account_id', 'passkey.account_id')
    .select([
      'passkey.credential_id',
      'passkey.public_key',
      'passkey.counter',
      'account.account_id',
      'account.person_id',
    ])
    .where('passkey.credential_id', '=', id)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();

type Signed = NonNullable<Awaited<ReturnType<typeof readSigned>>>['response'];
type Passkey = NonNullable<Awaited<ReturnType<typeof findPasskey>>>;

/** The new counter where the signature is right; undefined for any fault (wrong key, other site, a counter that went back). */
async function checkSignature(
  ask: Ask,
  response: Signed,
  challenge: string,
  passkey: Passkey,
): Promise<number | undefined> {
  const house = houseOf(ask.var.system.settings);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: house.origin,
      expectedRPID: house.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
