import type { vi } from './vi.ts';

export const en: typeof vi = {};
