import { tidy } from '../text/index.ts';
import type { Fault } from './fault.ts';
import { readerOf, type Value } from './read-value.ts';
import { faultOf } from './say.ts';
import type { Columns, RowOfColumns, SheetSpec } from './spec.ts';

/** One record as a form sends it, read by the same rules as a row of a file; a fault's `column` is the field it stands beside. */
export function readOne<C extends Columns>(
  spec: SheetSpec<C>,
  typed: Readonly<Record<string, string>>,
): { values: RowOfColumns<C> | undefined; faults: Fault[] } {
  const values: Record<string, Value> = {};
  const faults: Fault[] = [];
  // Citizen numbers come last, when birth day and sex are known.
  const columns = Object.entries(spec.columns).sort(
    ([, a], [, b]) => Number(a.kind === 'citizenNumber') - Number(b.kind === 'citizenNumber'),
  );
  for (const [key, column] of columns) {
    const text = tidy(typed[key] ?? '');
    const place = { sheet: '', column: key, value: text };
    if (text === '') {
      values[key] = undefined;
      if (column.required) faults.push(faultOf('required', place, { heading: column.heading }));
      continue;
    }
    const birthDay = values.birthDay;
    const sex = values.sex;
    const known = {
      ...(typeof birthDay === 'string' ? { birthDay } : {}),
      ...(sex === 'male' || sex === 'female' ? ({ sex } as const) : {}),
    };
    const cell = { address: '', value: text, text, isFormula: false };
    const read = readerOf(column)(cell, text, { epoch1904: false, known });
    values[key] = read.value;
    for (const { code, params } of read.faults ?? []) faults.push(faultOf(code, place, params));
  }
  const hasError = faults.some(each => each.severity === 'error');
  return { values: hasError ? undefined : (values as RowOfColumns<C>), faults };
}
