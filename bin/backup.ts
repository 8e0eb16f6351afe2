import path from 'node:path';
import { backUp } from '#platform/backup/backup.ts';
import { openSystem } from './open-system.ts';

// Writes a backup while the house goes on working: npm run backup -- [FOLDER]
const { system, close } = await openSystem();
const at = system.clock.now();
const given = process.argv[2];
const folder = path.resolve(
  given ?? path.join(system.settings.dataFolder, 'backups', at.toISOString().replaceAll(/[:.]/g, '-')),
);
let code = 0;
try {
  const manifest = await backUp(system.database.ownerUrl, system.files, folder, at);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(`${folder}\n${rows} rows in ${manifest.tables.length} tables, ${manifest.files.length} files\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  code = 1;
}
await close();
process.exit(code);
