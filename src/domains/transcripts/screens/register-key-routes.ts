import { type Ask, performFor, routes } from '#platform/http/env.ts';
import { attempt, contentOf, type FormSent, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed, refuse } from '#platform/refusal.ts';
import {
  chainIn,
  type Owner,
  readCredential,
  registerRemote,
  registerToken,
  SigningFault,
  saidOf,
  servicesOf,
} from '#platform/signing/index.ts';
import type { Said } from '#platform/words.ts';
import { type Holder, readHolders } from '../queries/school-keys.ts';
import type { SchoolSeen } from '../queries/school-transcripts.ts';
import { type KeyWords, keyWords } from '../words/keys.ts';
import { onSchool, transcriptsPath } from './desk-page.tsx';
import { ownerValue, type RegisterRefused, registerKeyPage } from './register-key-page.tsx';

/** Registering keys that are elsewhere; only their certificates come here. */
export const registerKeyRoutes = routes();
const base = '/schools/:schoolId/transcripts/keys';

/** The school, and those for whom whoever asks may register a key. @throws NotAllowed where there are none */
const open = (ask: Ask) =>
  onSchool(ask, async (db, school) => {
    const holders = (await readHolders(db, ask.var.actor, school.schoolId)).filter(each => each.mayRegister);
    if (holders.length === 0) throw new NotAllowed();
    return { school, holders };
  });

registerKeyRoutes.get(`${base}/register`, async ask => {
  const { school, holders } = await open(ask);
  return registerKeyPage(ask, school, holders);
});

registerKeyRoutes.post(`${base}/token`, ask =>
  register(ask, 'token', ['owner', 'tokenSerial', 'keyId', 'library'], async (form, owner) => {
    const files = await Promise.all(form.files('certificate').map(contentOf));
    const chain = chainIn(files.map(each => each.content));
    const tokenSerial = form.text('tokenSerial');
    if (tokenSerial.length === 0 || tokenSerial.length > 64) refuseAt('tokenSerial', words => words.token.serialWrong);
    // As devices show it: "0A:3F", "0a 3f".
    const keyId = form.text('keyId').replaceAll(/[\s:]/g, '').toLowerCase();
    if (!/^([0-9a-f]{2}){1,64}$/.test(keyId)) refuseAt('keyId', words => words.token.keyIdWrong);
    const library = form.text('library');
    await performFor(ask, registerToken, { owner, tokenSerial, keyId, chain, ...(library ? { library } : {}) });
  }),
);

registerKeyRoutes.post(`${base}/remote`, ask =>
  register(ask, 'remote', ['owner', 'service', 'credentialId'], async (form, owner) => {
    const service = servicesOf(ask.var.system.settings).find(each => each.name === form.text('service'));
    if (!service) throw new NotAllowed();
    const credentialId = form.text('credentialId');
    if (credentialId.length === 0 || credentialId.length > 200)
      refuseAt('credentialId', words => words.remote.credentialWrong);
    const { chain } = await readCredential(service, credentialId).catch((fault: unknown) => {
      if (fault instanceof SigningFault) refuse(fault.code, saidOf(fault), 'credentialId');
      throw fault;
    });
    await performFor(ask, registerRemote, { owner, service: service.name, credentialId, chain });
  }),
);

/** A refusal of ours at a field, in both languages. */
function refuseAt(field: string, say: (words: KeyWords) => string): never {
  const said: Said = { vi: say(keyWords('vi')), en: say(keyWords('en')) };
  return refuse('key-form', said, field);
}

function ownerOf(holders: Holder[], typed: string): Owner {
  const holder = holders.find(each => ownerValue(each) === typed);
  return holder ? holder.owner : refuseAt('owner', words => words.ownerMissing);
}

/** The way of both forms: whose key, then what the form says of it; a fault comes back beside its field. */
async function register(
  ask: Ask,
  kind: RegisterRefused['kind'],
  fields: string[],
  run: (form: FormSent, owner: Owner) => Promise<void>,
): Promise<Response> {
  const { school, holders }: { school: SchoolSeen; holders: Holder[] } = await open(ask);
  const form = await readForm(ask);
  const done = await attempt(ask, () => run(form, ownerOf(holders, form.text('owner'))));
  if (!done.ok) {
    // What the remote service's certificate lacks has no field of its own there.
    const faults = done.faults.map(fault =>
      kind === 'remote' && fault.field === 'certificate' ? { ...fault, field: 'credentialId' } : fault,
    );
    const typed = Object.fromEntries(fields.map(name => [name, form.text(name)]));
    return registerKeyPage(ask, school, holders, { kind, typed, faults });
  }
  say(ask, 'done', keyWords(ask.var.language).registered);
  return ask.redirect(transcriptsPath(school, '/keys'), 303);
}
