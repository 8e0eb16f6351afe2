import { sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import { refuse } from '#platform/refusal.ts';
import type { Said } from '#platform/words.ts';
import { command } from '#platform/work.ts';
import {
  planReorganisation,
  type Reorganisation,
  type ReorganisationFault,
  type Standing,
} from '../rules/reorganisation.ts';
import { askToKeep } from './ask-to-keep.ts';
import { endRolesAt } from './end-roles-at.ts';
import { joinProvince } from './join-province.ts';
import { keepPlaceWithin } from './keep-place-within.ts';
import {
  aDay,
  change,
  document,
  end,
  insertPlaces,
  placeId,
  placeName,
  readHistories,
  recordHappenings,
  writeHistories,
} from './write-places.ts';

const line = z.string().trim().min(1);
const communeRow = z.object({
  oldCode: line,
  oldName: line,
  districtCode: line,
  districtName: line,
  newCode: line,
  newName: line,
});
const named = z.object({ name: placeName, shortName: placeName.optional() });

/** The list as it travelled through a form. What is not a list is an empty one, which the command refuses. */
export function communesGiven(text: string): z.infer<typeof communeRow>[] {
  try {
    return z.array(communeRow).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

export interface Reorganised {
  districts: number;
  communesBefore: number;
  communesAfter: number;
  moved: number;
  provinceId: number;
}

/**
 * The whole reorganisation at once: districts and their offices end, communes become others, schools come under their
 * commune, and (where the province joins another) the province and its department end with the other as successor.
 * What stood before the day stays readable as it was.
 */
export const reorganise = command('directory', 'reorganise', {
  input: z.object({
    provinceId: placeId,
    day: aDay,
    document,
    communes: z.array(communeRow).min(1),
    /** The province that this one becomes part of; founded where it is not yet known by its code. */
    joins: named.extend({ code: line, department: named.optional() }).optional(),
  }),
  async run(work, { provinceId, day, document, communes, joins }): Promise<Reorganised> {
    await askToKeep(work, [provinceId], day);
    const standing = await placesStanding(work.db, provinceId, day);
    const plan = planReorganisation(standing, communes);
    if (plan.faults.length > 0) refuse('reorganisation-faults', saidOf(plan.faults), 'file');
    const histories = await readHistories(
      work.db,
      standing.map(place => place.placeId),
    );
    const endedCommunes = plan.communes.filter(commune => commune.staysId === null).flatMap(commune => commune.from);
    const ended = [...plan.districts, ...plan.offices, ...endedCommunes];
    for (const id of ended) end(histories, id, day);
    // Ended first, so that their codes are free for those that come after.
    await writeHistories(work.db, new Map(ended.map(id => [id, histories.get(id) ?? []])));

    const oldDepartment = departmentAbove(standing, plan.offices);
    const above = joins
      ? await joinProvince(work, histories, standing, provinceId, { ...joins, day, document })
      : { provinceId, departmentId: oldDepartment, newPlaces: [], happenings: [] };
    // Communes take over from the offices, and stand where these stood: under the department where it led them.
    const parentId = (oldDepartment === null ? null : above.departmentId) ?? above.provinceId;
    const idOf = await foundCommunes(work.db, plan, parentId, day);
    for (const commune of plan.communes)
      if (commune.staysId !== null) change(histories, commune.staysId, day, { parentId });
    for (const { placeId: id, under, commune } of plan.moves) {
      change(histories, id, day, {
        ...(under === null ? {} : { parentId: idOf.get(under) ?? null }),
        ...(commune === null ? {} : { communeId: idOf.get(commune) ?? null }),
      });
    }
    await writeHistories(work.db, histories);
    await keepPlaceWithin(work.db, [...histories.keys(), ...idOf.values(), ...above.newPlaces]);
    await endRolesAt(work.db, ended, day);
    const moved = plan.moves.filter(move => move.under !== null).map(move => move.placeId);
    await recordHappenings(work.db, [
      { kind: 'ended', day, document, subjects: [...plan.districts, ...plan.offices] },
      ...plan.communes
        .filter(commune => commune.staysId === null)
        .map(commune => ({
          kind: 'merged' as const,
          day,
          document,
          subjects: commune.from,
          successors: [idOf.get(commune.code) ?? 0],
        })),
      ...(moved.length > 0 ? [{ kind: 'moved' as const, day, document, subjects: moved }] : []),
      ...above.happenings,
    ]);
    const answer = {
      districts: plan.districts.length,
      communesBefore: communes.length,
      communesAfter: plan.communes.length,
      moved: moved.length,
      provinceId: above.provinceId,
    };
    work.audit({ event: 'places.reorganised', subject: `place:${provinceId}`, data: { ...answer, day, document } });
    return answer;
  },
});

/** What stands within a province on a day, for planning (the screen shows the plan before anyone decides). */
export async function placesStanding(db: Query<'directory'>, provinceId: number, day: string): Promise<Standing[]> {
  const { rows } =
    await sql<Standing>`select place.place_id as "placeId", place.kind, version.name, version.parent_id as "parentId", version.commune_id as "communeId",
      (select code from directory.place_code c where c.place_id = place.place_id and c.scheme = 'gso' and c.from_day <= ${day}::date and c.until_day > ${day}::date limit 1) as gso
    from platform.place_within w
    join directory.place using (place_id)
    join directory.place_version version on version.place_id = place.place_id and version.from_day <= ${day}::date and version.until_day > ${day}::date
    where w.within_id = ${provinceId} and w.from_day <= ${day}::date and w.until_day > ${day}::date
    order by place.place_id`.execute(db);
  return rows;
}

function departmentAbove(standing: readonly Standing[], offices: readonly number[]): number | null {
  const above = new Set(standing.filter(place => offices.includes(place.placeId)).map(place => place.parentId));
  return standing.find(place => place.kind === 'department' && above.has(place.placeId))?.placeId ?? null;
}

async function foundCommunes(
  db: Query<'directory'>,
  plan: Reorganisation,
  parentId: number,
  day: string,
): Promise<Map<string, number>> {
  const fresh = plan.communes.filter(commune => commune.staysId === null);
  const ids = await insertPlaces(
    db,
    fresh.map(commune => ({
      kind: 'commune',
      name: commune.name,
      parentId,
      codes: [{ scheme: 'gso', code: commune.code }],
    })),
    day,
  );
  const stayed = plan.communes.flatMap(commune =>
    commune.staysId === null ? [] : [[commune.code, commune.staysId] as const],
  );
  return new Map([...stayed, ...fresh.map((commune, index) => [commune.code, ids[index] ?? 0] as const)]);
}

/** The first faults in words; the rest are counted. */
function saidOf(faults: readonly ReorganisationFault[]): Said {
  const words: Record<ReorganisationFault['what'], Said> = {
    district: { vi: 'không tìm thấy huyện', en: 'no such district:' },
    commune: { vi: 'không tìm thấy xã', en: 'no such commune:' },
    homeless: { vi: 'chưa ghi xã của đơn vị', en: 'no commune is recorded for' },
    'two-names': { vi: 'hai tên khác nhau cho một mã xã mới', en: 'two names for one new code:' },
  };
  const shown = faults.slice(0, 5);
  const rest = faults.length - shown.length;
  const list = (language: keyof Said) => shown.map(fault => `${words[fault.what][language]} ${fault.name}`).join('; ');
  return {
    vi: `Danh sách chưa khớp với cây đơn vị: ${list('vi')}${rest > 0 ? `; và ${rest} chỗ khác` : ''}. Hãy sửa danh sách hoặc bổ sung đơn vị rồi gửi lại.`,
    en: `The list does not fit the tree of places: ${list('en')}${rest > 0 ? `; and ${rest} more` : ''}. Mend the list or the places, then send it again.`,
  };
}
