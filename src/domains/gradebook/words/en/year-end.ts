import type { yearEnd as vi } from '../vi/year-end.ts';

export const yearEnd: typeof vi = {};
