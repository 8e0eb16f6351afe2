import type { oversight as vi } from '../vi/oversight.ts';

export const oversight: typeof vi = {};
