import { homeroom } from './vi/homeroom.ts';
import { oversight } from './vi/oversight.ts';
import { results } from './vi/results.ts';
import { sheet } from './vi/sheet.ts';

/** What the gradebook says, by the pages that say it. */
export const vi = { sheet, homeroom, oversight, results };
