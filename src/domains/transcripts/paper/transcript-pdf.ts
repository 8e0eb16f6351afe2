import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isPrimary } from '#gradebook';
import { makePdf } from '#platform/paper/paper.ts';
import type { Issue, TranscriptFacts } from '../rules/transcript-facts.ts';
import { formData, type Printed } from './form-data.ts';

const part = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const common = part('common.typ');
const forms = { primary: common + part('primary.typ'), secondary: common + part('secondary.typ') };

/** The transcript on paper: PDF/A-3 with its XML inside. The same facts, confirmations and moment give the same bytes. */
export function transcriptPdf(facts: TranscriptFacts, issue: Issue, xml: string, printed: Printed): Uint8Array {
  const form = isPrimary(facts.regime) ? forms.primary : forms.secondary;
  return makePdf(form, formData(facts, issue, printed), printed.at, { standard: 'a-3b', inputs: { xml } });
}
