/**
 * Who stands on whom. A domain may use the front door (`#name`) and the published views of domains on lower rows, never of
 * its own row or above. A test (map.test.ts) reads every import and refuses the rest.
 */
export const rows = [
  ['directory'],
  ['schools'],
  ['gradebook'],
  ['transcripts', 'steering'],
  ['indicators'],
] as const satisfies readonly (readonly string[])[];
