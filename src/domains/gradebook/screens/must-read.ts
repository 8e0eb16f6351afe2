import { NotAllowed } from '#platform/refusal.ts';
import type { ClassSeen } from './gradebook-page.tsx';

/** A subject teacher visits the class, but reads no marks of others. @throws NotAllowed */
export function mustRead(seen: ClassSeen): void {
  if (!seen.mayRead) throw new NotAllowed();
}
