import { type CodeList, codeList } from '#directory';
import { forDomain, type Query } from '#platform/database/database.ts';
import type { Choice } from '#platform/sheets/index.ts';

/** The national lists that a file's cells are chosen from, as the directory has them. */
export interface ImportLists {
  ethnic: readonly Choice[];
  religion: readonly Choice[];
  policy: readonly Choice[];
}

export async function importLists(db: Query<'schools'>, day: string): Promise<ImportLists> {
  const choices = async (list: CodeList): Promise<Choice[]> => {
    const entries = await codeList(forDomain<'directory'>(db), list, day);
    return entries.map(({ key, name, aliases }) => ({ value: key, label: { vi: name, en: name }, aliases }));
  };
  return { ethnic: await choices('ethnic'), religion: await choices('religion'), policy: await choices('policy') };
}
