import type { homeroom as vi } from '../vi/homeroom.ts';

export const homeroom: typeof vi = {};
