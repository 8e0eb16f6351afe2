import type { summary as vi } from '../vi/summary.ts';

export const summary: typeof vi = {};
