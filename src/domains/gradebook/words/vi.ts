import { checks } from './vi/checks.ts';
import { homeroom } from './vi/homeroom.ts';
import { levels } from './vi/levels.ts';
import { oversight } from './vi/oversight.ts';
import { results } from './vi/results.ts';
import { sheet } from './vi/sheet.ts';
import { summary } from './vi/summary.ts';
import { yearEnd } from './vi/year-end.ts';

/** What the gradebook says, by the pages that say it. */
export const vi = { levels, sheet, homeroom, oversight, results, summary, yearEnd, checks };
