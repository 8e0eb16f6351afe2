/** A sentence in both languages; Vietnamese is what schools see first. */
export type Bilingual = { readonly vi: string; readonly en: string };

export type Severity = 'error' | 'warning';

/**
 * Something in a file that a person must look at. `sheet`, `cell`, `row` and `column` are missing where the fault is
 * the whole file's. Rows are numbered as the spreadsheet numbers them (the first is 1); `column` is the key of the
 * column in its SheetSpec; `value` is what stands in the cell, as the person sees it.
 */
export type Fault = {
  readonly code: string;
  readonly severity: Severity;
  readonly sheet?: string;
  readonly cell?: string;
  readonly row?: number;
  readonly column?: string;
  readonly value?: string;
  readonly message: Bilingual;
  readonly mend: Bilingual;
};

/** Errors stop an import; warnings ask a person to look. */
export function hasErrors(faults: readonly Fault[]): boolean {
  return faults.some(fault => fault.severity === 'error');
}
