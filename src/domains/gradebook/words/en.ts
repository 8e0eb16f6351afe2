import { homeroom } from './en/homeroom.ts';
import { oversight } from './en/oversight.ts';
import { results } from './en/results.ts';
import { sheet } from './en/sheet.ts';
import type { vi } from './vi.ts';

export const en: typeof vi = { sheet, homeroom, oversight, results };
