import { checks } from './en/checks.ts';
import { homeroom } from './en/homeroom.ts';
import { levels } from './en/levels.ts';
import { oversight } from './en/oversight.ts';
import { results } from './en/results.ts';
import { sheet } from './en/sheet.ts';
import { summary } from './en/summary.ts';
import { yearEnd } from './en/year-end.ts';
import type { vi } from './vi.ts';

export const en: typeof vi = { levels, sheet, homeroom, oversight, results, summary, yearEnd, checks };
