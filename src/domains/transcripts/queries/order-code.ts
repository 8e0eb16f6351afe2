import { readCompactKeys, signCompact, verifyCompact } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';

const HOURS = 24;
const WORD = 'sign';

/**
 * Opens one signing order for a day to whoever holds it: the machine with the token, where nobody signs in. It lets hashes out
 * and signed hashes in, and those count only if the order's own key made them.
 */
export const makeOrderCode = (system: System, schoolId: number, signingOrderId: number): Promise<string> =>
  signCompact(
    system,
    new TextEncoder().encode(
      `${WORD} ${schoolId} ${signingOrderId} ${system.clock.now().getTime() + HOURS * 3_600_000}`,
    ),
  );

/** Whether a code opens this order now. */
export async function opensOrder(
  system: System,
  code: string,
  schoolId: number,
  signingOrderId: number,
): Promise<boolean> {
  const read = await verifyCompact(code, await readCompactKeys(system));
  if (read.state !== 'valid') return false;
  const [word, school, order, until] = new TextDecoder().decode(read.payload).split(' ');
  return (
    word === WORD &&
    Number(school) === schoolId &&
    Number(order) === signingOrderId &&
    system.clock.now().getTime() < Number(until)
  );
}
