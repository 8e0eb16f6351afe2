import type { Query } from '#platform/database/database.ts';
import {
  type Bilingual,
  type Columns,
  type Fault,
  type GivenMapping,
  type Heading,
  hasErrors,
  type LegacyFinding,
  readFile,
  writeTemplate,
} from '#platform/sheets/index.ts';
import type { Language } from '#platform/words.ts';
import { assignments } from './assignments.ts';
import { classes } from './classes.ts';
import { identities } from './identities.ts';
import { importLists } from './lists.ts';
import type { Change, Importer, ImportKind, Step, Target } from './plan.ts';
import { pupils } from './pupils.ts';
import { staff } from './staff.ts';

export interface FileGiven {
  bytes: Uint8Array;
  fileName: string;
  /** What a person answered about old fonts; left out, they are asked. */
  legacy?: 'tcvn3' | 'vni' | 'none' | undefined;
  mapping?: GivenMapping | undefined;
}

export interface Counts {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  errors: number;
  warnings: number;
}

/** What a file would do to a school's records. Nothing is written; `steps` do it, within a command. */
export interface Checked {
  counts: Counts;
  changes: Change[];
  faults: Fault[];
  steps: Step[];
  /** What became of each heading, and the columns one may choose from. */
  headings: { index: number; letter: string; text: string; column?: string }[];
  headingRow: number;
  columns: { key: string; heading: Bilingual; required: boolean; choices: Record<string, Bilingual> }[];
  legacy?: LegacyFinding;
}

/** Runs something with the importer of a kind, whatever its columns are. */
function withImporter<T>(kind: ImportKind, run: <C extends Columns>(importer: Importer<C>) => T): T {
  switch (kind) {
    case 'pupils':
      return run(pupils);
    case 'staff':
      return run(staff);
    case 'classes':
      return run(classes);
    case 'assignments':
      return run(assignments);
    case 'identities':
      return run(identities);
  }
}

/** Reads a file against what the school has, and says what it would change and everything that is wrong with it. */
export function checkFile(db: Query<'schools'>, kind: ImportKind, target: Target, file: FileGiven): Promise<Checked> {
  return withImporter(kind, importer => checkWith(importer, db, target, file));
}

async function checkWith<C extends Columns>(
  importer: Importer<C>,
  db: Query<'schools'>,
  target: Target,
  file: FileGiven,
): Promise<Checked> {
  const spec = importer.spec(await importLists(db, target.today));
  const columns = Object.entries(spec.columns).map(([key, column]) => ({
    key,
    heading: column.heading,
    required: column.required ?? false,
    choices:
      column.kind === 'choice' ? Object.fromEntries(column.choices.map(choice => [choice.value, choice.label])) : {},
  }));
  const read = await readFile(spec, file.bytes, file.fileName, {
    ...(file.legacy ? { legacy: file.legacy } : {}),
    ...(file.mapping ? { mapping: file.mapping as GivenMapping<C> } : {}),
  });
  if (!read.ok) return { ...sum([], read.faults, 0, 0), steps: [], headings: [], headingRow: 1, columns };
  const { reading } = read;
  const plan = await importer.plan(db, target, reading);
  const faults = [...reading.faults, ...plan.faults].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return {
    ...sum(plan.changes, faults, plan.unchanged, reading.rowCount),
    steps: hasErrors(faults) ? [] : plan.steps,
    headings: reading.match.headings.map((heading: Heading<C>) => ({ ...heading })),
    headingRow: reading.match.mapping.headingRow,
    columns,
    ...(reading.legacy ? { legacy: reading.legacy } : {}),
  };
}

function sum(changes: Change[], faults: readonly Fault[], unchanged: number, rows: number) {
  const added = changes.filter(change => change.kind === 'added').length;
  const errors = faults.filter(fault => fault.severity === 'error').length;
  const counts: Counts = {
    rows,
    added,
    changed: changes.length - added,
    unchanged,
    errors,
    warnings: faults.length - errors,
  };
  return { counts, changes, faults: [...faults] };
}

/** The file to fill in, with lists to choose from: empty, or with all that the school has (`filled`), to be brought in again. */
export function writeFile(
  db: Query<'schools'>,
  kind: ImportKind,
  target: Target,
  language: Language,
  filled: boolean,
): Promise<Uint8Array> {
  return withImporter(kind, async importer => {
    const spec = importer.spec(await importLists(db, target.today));
    return await writeTemplate(spec, { language, rows: filled ? await importer.rows(db, target) : [] });
  });
}
