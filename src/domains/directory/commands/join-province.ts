import { NotAllowed } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';
import { findPlaceByCode, placesAsOn } from '../queries/places.ts';
import type { Standing } from '../rules/reorganisation.ts';
import { askToKeep } from './ask-to-keep.ts';
import { carryRoles, endRolesAt } from './end-roles-at.ts';
import { change, end, type Histories, insertPlaces, type PlaceHappening } from './write-places.ts';

export interface Joined {
  provinceId: number;
  departmentId: number;
  newPlaces: number[];
  happenings: PlaceHappening[];
}

interface Joining {
  name: string;
  shortName?: string | undefined;
  code: string;
  department?: { name: string; shortName?: string | undefined } | undefined;
  day: string;
  document: string;
}

/** The province and its departments end; whoever held a role there holds it at the one that comes after. */
export async function joinProvince(
  work: Work<'directory'>,
  histories: Histories,
  standing: readonly Standing[],
  oldId: number,
  { name, shortName, code, department, day, document }: Joining,
): Promise<Joined> {
  const known = await findPlaceByCode(work.db, 'gso', code, day);
  if (known === oldId) throw new NotAllowed('a province does not join itself');
  if (known !== undefined) await askToKeep(work, [known], day);
  const newPlaces: number[] = [];
  const found = async (place: Parameters<typeof insertPlaces>[1][number]) => {
    const [id = 0] = await insertPlaces(work.db, [place], day);
    newPlaces.push(id);
    return id;
  };
  const provinceId =
    known ?? (await found({ kind: 'province', name, shortName, parentId: null, codes: [{ scheme: 'gso', code }] }));
  const there = (await placesAsOn(work.db, day, provinceId)).find(
    place => place.kind === 'department' && place.parentId === provinceId,
  );
  const departmentId =
    there?.placeId ??
    (department ? await found({ kind: 'department', ...department, parentId: provinceId }) : provinceId);
  const departments = standing
    .filter(place => place.kind === 'department' && place.parentId === oldId)
    .map(place => place.placeId);
  for (const place of standing) {
    const isGone = place.placeId === oldId || departments.includes(place.placeId);
    const hasEnded = (histories.get(place.placeId)?.at(-1)?.untilDay ?? '') <= day;
    if (isGone || hasEnded) continue;
    if (place.parentId === oldId) change(histories, place.placeId, day, { parentId: provinceId });
    if (departments.includes(place.parentId ?? 0)) change(histories, place.placeId, day, { parentId: departmentId });
  }
  for (const id of [oldId, ...departments]) end(histories, id, day);
  await carryRoles(work.db, [oldId], provinceId, day, document);
  if (departments.length > 0) await carryRoles(work.db, departments, departmentId, day, document);
  await endRolesAt(work.db, [oldId, ...departments], day);
  return {
    provinceId,
    departmentId,
    newPlaces,
    happenings: [
      { kind: 'merged', day, document, subjects: [oldId], successors: [provinceId] },
      ...(departments.length > 0 && departmentId !== provinceId
        ? [{ kind: 'merged' as const, day, document, subjects: departments, successors: [departmentId] }]
        : []),
    ],
  };
}
