import { performFor, routes } from '#platform/http/env.ts';
import { attempt, readForm } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { NotAllowed } from '#platform/refusal.ts';
import { issueSigner, revokeSigner } from '#platform/signing/index.ts';
import { isSameOwner } from '../queries/school-keys.ts';
import { deskWords } from '../words/desk.ts';
import { keyWords } from '../words/keys.ts';
import { transcriptsPath } from './desk-page.tsx';
import { keyPage, readKeyPage } from './key-page.tsx';

/** Which key signs for me, and which is the school's seal; whoever heads the school sees and revokes all of its keys. */
export const keyRoutes = routes();
const path = '/schools/:schoolId/transcripts/keys';

keyRoutes.get(path, async ask => keyPage(ask, await readKeyPage(ask)));

/** A development key, made here. */
keyRoutes.post(path, async ask => {
  const isSeal = (await readForm(ask)).text('whose') === 'school';
  const { school, name } = await readKeyPage(ask);
  const { personId } = ask.var.actor;
  if (!isSeal && (name === undefined || personId === null)) throw new NotAllowed();
  await performFor(ask, issueSigner, {
    owner: isSeal ? { kind: 'school' as const, id: school.schoolId } : { kind: 'person' as const, id: personId ?? 0 },
    name: isSeal ? school.school : (name ?? ''),
    organisation: school.school,
  });
  say(ask, 'done', deskWords(ask.var.language).key.made);
  return ask.redirect(transcriptsPath(school, '/keys'), 303);
});

keyRoutes.post(`${path}/end`, async ask => {
  const form = await readForm(ask);
  const [signerId = 0] = form.ids('signerId');
  const reason = form.text('reason');
  const seen = await readKeyPage(ask);
  // A key of this school: one from elsewhere is not revoked through its pages.
  const key = seen.keys.find(each => each.signerId === signerId);
  if (!key) throw new NotAllowed();
  const done = await attempt(ask, () => performFor(ask, revokeSigner, { signerId, reason }));
  if (!done.ok) return keyPage(ask, seen, { signerId, reason, faults: done.faults });
  const text = keyWords(ask.var.language);
  const isLast = !seen.keys.some(
    each => each.state === 'usable' && each.signerId !== signerId && isSameOwner(each.holder.owner, key.holder.owner),
  );
  say(ask, isLast ? 'note' : 'done', isLast ? `${text.ended} ${text.nextAfterEnd}` : text.ended);
  return ask.redirect(transcriptsPath(seen.school, '/keys'), 303);
});
