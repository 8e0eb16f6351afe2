import type { Ask } from '#platform/http/env.ts';
import { say } from '#platform/http/screen.tsx';
import type { ColumnSpec, Columns, Fault } from '#platform/sheets/index.ts';
import { DayField, type FieldFault, Select, TextField } from '#ui';

/** A value as a form field shows it, and reads it back. */
const written = (value: unknown): string =>
  typeof value === 'number'
    ? String(value).replace('.', ',')
    : value === undefined || value === null
      ? ''
      : String(value);

export const textsOf = (values: object): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, written(value)]));

const ofFault = (fault: Fault, language: 'vi' | 'en', fields: readonly string[]): FieldFault => ({
  ...(fault.column && fields.includes(fault.column) ? { field: fault.column } : {}),
  words: `${fault.message[language]} ${fault.mend[language]}`,
});

/** Faults as the form says them; warnings are no faults: they are said once it is done. */
export function faultsBeside(
  faults: readonly Fault[],
  language: 'vi' | 'en',
  fields: readonly string[],
): { faults: FieldFault[]; warnings: string[] } {
  const all = faults.map(fault => ({ ...ofFault(fault, language, fields), severity: fault.severity }));
  return {
    faults: all.filter(each => each.severity === 'error').map(({ severity: _, ...fault }) => fault),
    warnings: all.filter(each => each.severity === 'warning').map(each => each.words),
  };
}

/** What is worth another look does not stop anyone: it is said once the thing is done. */
export const told = (ask: Ask, done: string, warnings: readonly string[]) =>
  say(ask, warnings.length > 0 ? 'note' : 'done', [done, ...warnings].join(' '));

/** Fields of a profile under the names, helps and choices of the import's columns: what is typed here can be brought in there. */
export function ProfileFields(props: {
  columns: Columns;
  keys: readonly string[];
  typed: Readonly<Record<string, string>>;
  /** Fields that have an answer and may not go back to none. */
  kept?: readonly string[];
  language: 'vi' | 'en';
  words: { yes: string; no: string };
}) {
  return (
    <>
      {props.keys.map(key => {
        const column = props.columns[key];
        return column && <ProfileField {...props} name={key} column={column} />;
      })}
    </>
  );
}

function ProfileField(props: {
  name: string;
  column: ColumnSpec;
  typed: Readonly<Record<string, string>>;
  kept?: readonly string[];
  language: 'vi' | 'en';
  words: { yes: string; no: string };
}) {
  const { name, column, language } = props;
  const value = props.typed[name] ?? '';
  const shared = {
    name,
    label: column.heading[language],
    optional: !column.required,
    ...(column.help ? { help: column.help[language] } : {}),
  };
  const choose = props.kept?.includes(name) ? { choose: false as const } : {};
  switch (column.kind) {
    case 'day':
      return <DayField {...shared} value={value} />;
    case 'choice':
      return (
        <Select
          {...shared}
          {...choose}
          width="medium"
          value={value}
          options={column.choices.map(each => ({ value: each.value, label: each.label[language] }))}
        />
      );
    case 'yesNo':
      return (
        <Select
          {...shared}
          width="short"
          value={value}
          options={[
            { value: 'true', label: props.words.yes },
            { value: 'false', label: props.words.no },
          ]}
        />
      );
    case 'citizenNumber':
      return <TextField {...shared} value={value} keyboard="numeric" width="medium" autocomplete="off" />;
    case 'number':
    case 'year':
      return <TextField {...shared} value={value} keyboard="decimal" width="short" />;
    case 'text':
      return /[pP]hone$/.test(name) ? (
        <TextField {...shared} value={value} type="tel" width="medium" maxLength={column.maxLength ?? 300} />
      ) : (
        <TextField {...shared} value={value} maxLength={column.maxLength ?? 300} />
      );
  }
}
