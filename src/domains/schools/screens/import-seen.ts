import type { Checked } from '../importers/check-file.ts';
import type { ImportKind } from '../importers/plan.ts';
import type { SchoolSeen } from '../queries/school.ts';
import { schoolPath } from './school-page.tsx';

/** A kept file as it would be brought in, and what was answered about it so far. */
export interface Preview {
  school: SchoolSeen;
  kind: ImportKind;
  keptFileId: number;
  legacy: 'tcvn3' | 'vni' | 'none' | undefined;
  columns: Record<string, number | null> | undefined;
  fileName: string;
  bytes: Uint8Array;
  checked: Checked;
}

export const fileHref = ({ school, kind, keptFileId, legacy }: Preview, rest = '', answered = legacy): string =>
  schoolPath(school, `/imports/files/${keptFileId}${rest}`, { as: kind, legacy: answered });
