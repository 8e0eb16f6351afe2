import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { performFor, routes } from '../../http/env.ts';
import { say } from '../../http/screen.tsx';
import { addPasskey, removePasskey } from '../commands/set-passkey.ts';
import { giveToken, takeToken, tokenFrom } from '../cookies.ts';
import { formValues } from '../form-values.ts';
import { passkeysScreen } from '../screens/passkeys.tsx';
import { signedInOf } from '../signed-in.ts';
import { keepStep, secondsOf, takeStep } from '../steps.ts';
import { deviceOf } from '../where-from.ts';
import { wordsOf } from '../words/index.ts';
import { houseOf } from './house.ts';
import { readMade } from './read-answer.ts';

/** EdDSA, ES256 and RS256 (their COSE numbers): what every device in use has; newer ones are still experimental in Node. */
const algorithms = [-8, -7, -257];

/** One's own passkeys: listed, added, removed. */
export const passkeyAccountRoutes = routes();

passkeyAccountRoutes.get('/account/passkeys', async ask => {
  const { accountId } = signedInOf(ask);
  const passkeys = await ask.var.system.database.tables
    .selectFrom('platform.passkey')
    .select(['credential_id', 'name', 'made_at', 'used_at'])
    .where('account_id', '=', accountId)
    .orderBy('made_at')
    .execute();
  return passkeysScreen(ask, passkeys);
});

passkeyAccountRoutes.post('/account/passkeys/options', async ask => {
  const { accountId, login } = signedInOf(ask);
  const house = houseOf(ask.var.system.settings);
  const known = await ask.var.system.database.tables
    .selectFrom('platform.passkey')
    .select(['credential_id', 'transports'])
    .where('account_id', '=', accountId)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: house.name,
    rpID: house.id,
    userName: login,
    userID: new TextEncoder().encode(`account:${accountId}`),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(one => ({ id: one.credential_id, transports: one.transports })),
    // Kept on the device and opened by finger, face or code: signing in then asks for no user name.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const token = await keepStep(ask.var.system, 'passkey-setup', accountId, { challenge: options.challenge });
  giveToken(ask, 'step', token, secondsOf('passkey-setup'));
  return ask.json(options);
});

passkeyAccountRoutes.post('/account/passkeys', async ask => {
  const { accountId } = signedInOf(ask);
  const house = houseOf(ask.var.system.settings);
  const t = wordsOf(ask.var.language).passkeys;
  const given = await readMade(ask);
  const step = await takeStep(ask.var.system, 'passkey-setup', tokenFrom(ask, 'step'));
  takeToken(ask, 'step');
  if (!given || step?.accountId !== accountId) return ask.json({ words: t.failed }, 422);
  const made = await verifyRegistrationResponse({
    response: given.response,
    expectedChallenge: step.kept.challenge,
    expectedOrigin: house.origin,
    expectedRPID: house.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!made.registrationInfo) return ask.json({ words: t.failed }, 422);
  const { credential } = made.registrationInfo;
  await performFor(ask, addPasskey, {
    accountId,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: given.response.response.transports,
    name: given.name || deviceOf(ask) || t.unnamed,
  });
  say(ask, 'done', t.added);
  return ask.json({ to: '/account/passkeys' });
});

passkeyAccountRoutes.post('/account/passkeys/remove', async ask => {
  const { accountId } = signedInOf(ask);
  const { credentialId } = await formValues(ask, 'credentialId');
  await performFor(ask, removePasskey, { accountId, credentialId });
  say(ask, 'done', wordsOf(ask.var.language).passkeys.removed);
  return ask.redirect('/account/passkeys', 303);
});
