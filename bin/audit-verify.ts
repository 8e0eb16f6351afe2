import { sealAudit, verifyAudit } from '#platform/audit/seal.ts';
import { openSystem } from './open-system.ts';

// Recomputes every chain of the audit. Exit 1 where a seal no longer fits its entries.
const { system, close } = await openSystem();
const { ownerUrl } = system.database;
await sealAudit(ownerUrl, system.clock.now());
const { entries, unsealed, faults, checkpoint } = await verifyAudit(ownerUrl);
for (const fault of faults)
  process.stdout.write(`school ${fault.schoolId}, seal ${fault.sequence ?? '-'}: ${fault.what}\n`);
process.stdout.write(`${entries} entries verified, ${unsealed} not yet sealed, ${faults.length} faults\n`);
if (checkpoint) process.stdout.write(`checkpoint ${checkpoint} (write it down elsewhere)\n`);
await close();
process.exit(faults.length > 0 ? 1 : 0);
