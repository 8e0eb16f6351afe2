import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeSchema } from '#platform/database/describe.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { root } from '#platform/settings.ts';

// Writes what the migrations leave behind, for readers: docs/schema/*.txt in plain text and tables.ts for the compiler.
// Run it after adding a migration; a test fails where it was forgotten.
const folder = path.join(root, 'build', 'describe');
mkdirSync(folder, { recursive: true });
const postgres = await startEmbedded(folder);
try {
  await migrate(postgres.ownerUrl);
  for (const file of await describeSchema(postgres.ownerUrl)) {
    mkdirSync(path.dirname(path.join(root, file.path)), { recursive: true });
    writeFileSync(path.join(root, file.path), file.text);
    process.stdout.write(`${file.path}\n`);
  }
} finally {
  await postgres.stop();
}
