import { readCatalogue } from '#platform/database/catalogue.ts';
import { distribute, distributionPlan } from '#platform/database/distribute.ts';
import { openSystem } from './open-system.ts';

// Spreads the database over machines with Citus. --dry-run prints the statements and does nothing.
const { system, close } = await openSystem();
const { ownerUrl } = system.database;
let code = 0;
if (process.argv.includes('--dry-run')) {
  process.stdout.write(`${distributionPlan(await readCatalogue(ownerUrl)).join('\n')}\n`);
} else {
  try {
    process.stdout.write(`${await distribute(ownerUrl)} statements done\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    code = 1;
  }
}
await close();
process.exit(code);
