import type { results as vi } from '../vi/results.ts';

export const results: typeof vi = {};
