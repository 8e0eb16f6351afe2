import { parseArgs } from 'node:util';
import { loadDemo, peopleToSignInAs } from '../src/demo/demo.ts';
import { openSystem } from './open-system.ts';

// Plays the sample province into an empty database: npm run demo -- --size small|province
const { values } = parseArgs({ options: { size: { type: 'string', default: 'small' } } });
if (values.size !== 'small' && values.size !== 'province') {
  process.stderr.write('npm run demo -- --size small|province\n');
  process.exit(2);
}
const { system, close } = await openSystem({ join: false });
const begun = Date.now();
const outcome = await loadDemo(system, text => process.stdout.write(`${text}\n`), values.size);
process.stdout.write(
  outcome === 'kept'
    ? 'This database holds data already: nothing was changed. Set RONG_DATA to a new folder.\n'
    : `Played in ${Math.round((Date.now() - begun) / 1000)} s\n`,
);
for (const person of await peopleToSignInAs(system))
  process.stdout.write(`  ${person.login}  ${person.password}   ${person.desk}\n`);
await close();
process.exit(outcome === 'kept' ? 1 : 0);
