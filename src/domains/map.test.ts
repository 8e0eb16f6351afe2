import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#platform/settings.ts';
import { rows } from './map.ts';

const rowOf = (domain: string) => rows.findIndex(row => (row as readonly string[]).includes(domain));
const known = new Set<string>(rows.flat());
const files = globSync('src/**/*.{ts,tsx}', { cwd: root });

/** Every import in the sources, as written and as the file it resolves to. */
const imports = files.flatMap(file => {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/^\s*(?:import|export)\b(?:[^'"]*?\bfrom)?\s*['"]([^'"]+)['"]/gm)].map(([, to = '']) => ({
    file,
    to,
    target: to.startsWith('.') ? path.join(path.dirname(file), to) : to,
  }));
});

const domainOf = (file: string) => /^src\/domains\/([^/]+)\//.exec(file)?.[1];

test('the sources were read', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(200);
});

test('a domain looks down, never up or sideways', () => {
  const faults = imports.filter(({ file, to }) => {
    const from = domainOf(file);
    const other = /^#([a-z-]+)$/.exec(to)?.[1];
    return from && other && known.has(other) && rowOf(other) >= rowOf(from);
  });
  expect(faults).toEqual([]);
});

test('another domain is reached only through its front door', () => {
  // database.ts names every domain's tables, as types: that is its subject.
  const faults = imports.filter(({ file, target }) => {
    const other = domainOf(target);
    return other && other !== domainOf(file) && file !== 'src/platform/database/database.ts';
  });
  expect(faults).toEqual([]);
});

test('the platform and the look know no domain', () => {
  const faults = imports.filter(
    ({ file, to }) => /^src\/(platform|ui)\//.test(file) && known.has(/^#([a-z-]+)$/.exec(to)?.[1] ?? ''),
  );
  expect(faults).toEqual([]);
});
