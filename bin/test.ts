import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '#platform/settings.ts';

// npm test: format and lint, types, then every test (rules, database, access matrix, journeys in a browser).
const only = process.argv.slice(2);
const tool = (name: string) => path.join(root, 'node_modules', '.bin', name);
const steps: [string, string, string[]][] = [
  ['Format and lint', tool('biome'), ['check', '--error-on-warnings']],
  ['Types', tool('tsc'), ['--noEmit', '-p', '.']],
  ['Tests', tool('vitest'), ['run', ...only]],
];

for (const [what, program, args] of only.length > 0 ? steps.slice(-1) : steps) {
  process.stdout.write(`\n== ${what}\n`);
  const run = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
