import path from 'node:path';
import { restoreBackup } from '#platform/backup/restore.ts';
import { openSystem } from './open-system.ts';

// Puts a backup back and verifies it by counts and checksums: npm run restore -- FOLDER [--replace]. Rông must not be running.
const folder = process.argv.slice(2).find(word => !word.startsWith('--'));
if (!folder) {
  process.stderr.write('npm run restore -- FOLDER [--replace]\n');
  process.exit(2);
}
const { system, close } = await openSystem({ join: false });
let code = 0;
try {
  const { rows, tables, files } = await restoreBackup(
    system.database.ownerUrl,
    system.files,
    path.resolve(folder),
    process.argv.includes('--replace'),
  );
  process.stdout.write(`${rows} rows in ${tables} tables and ${files} files restored; counts and checksums agree\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  code = 1;
}
await close();
process.exit(code);
