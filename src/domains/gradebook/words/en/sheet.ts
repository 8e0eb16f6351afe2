import type { sheet as vi } from '../vi/sheet.ts';

export const sheet: typeof vi = {};
