import { count, number } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import { Button, type Column, DataTable, Form, Notice, Stack } from '#ui';
import type { ConductSeen, HealthSeen, HomeroomPupil } from '../queries/homeroom.ts';
import { conductLevelsOf, longestComment } from '../rules/conduct.ts';
import type { TraitLevel } from '../rules/primary.ts';
import { traitsAsked } from '../rules/traits.ts';
import { t } from '../words/index.ts';
import { CellField, typedOr } from './cell-field.tsx';
import type { ClassSeen } from './gradebook-page.tsx';
import { type HomeroomAt, homeroomPath, type Refused } from './homeroom-page.tsx';

interface Shown<Pupil> {
  seen: ClassSeen;
  at: HomeroomAt;
  pupils: Pupil[];
  /** Whether it may be written now. */
  isOpen: boolean;
  refused: Refused | undefined;
  language: Language;
}

const faultOf = (refused: Refused | undefined, field: string) =>
  refused?.faults.find(fault => fault.field === field)?.words;

const leading = <Row extends HomeroomPupil>(text: { name: string; number: string }): Column<Row>[] => [
  {
    key: 'number',
    head: text.number,
    align: 'end',
    width: 'narrow',
    fold: 'hide',
    render: (_, index) => count(index + 1),
  },
  { key: 'name', head: text.name, rowHead: true, fold: 'full', render: row => <strong>{row.fullName}</strong> },
];

const askedOf = (row: HomeroomPupil) => traitsAsked(row.regime, row.grade);

/** Conduct and comment, a row a pupil; comments kept at hand are offered as one types. */
export function ConductForm(props: Shown<HomeroomPupil & ConductSeen> & { bank: string[]; isClosed: boolean }) {
  const { seen, at, pupils, isOpen, refused, language } = props;
  const all = t(language);
  const text = all.homeroom;
  const hasLevels = pupils.some(row => conductLevelsOf(row.regime).length > 0);
  type Row = (typeof pupils)[number];
  const level: Column<Row> = {
    key: 'level',
    head: pupils.some(row => row.regime === 'tt58-2011') ? text.conduct.oldLevel : text.conduct.level,
    fold: 'full',
    foldHead: true,
    render: row => {
      const levels = conductLevelsOf(row.regime);
      if (levels.length === 0 || !isOpen) return row.level ? all.levels.conduct(row.level) : text.conduct.none;
      const name = `l-${row.enrolmentId}`;
      const chosen = typedOr(refused?.typed, name, row.level ?? '');
      return (
        <CellField
          name={name}
          label={text.conduct.levelOf(row.fullName)}
          fault={faultOf(refused, name)}
          render={wiring => (
            <select {...wiring}>
              <option value="">{text.conduct.none}</option>
              {levels.map(each => (
                <option value={each} selected={each === chosen}>
                  {all.levels.conduct(each)}
                </option>
              ))}
            </select>
          )}
        />
      );
    },
  };
  const columns: Column<Row>[] = [
    ...leading<Row>(text),
    ...(hasLevels ? [level] : []),
    {
      key: 'comment',
      head: text.conduct.comment,
      fold: 'full',
      foldHead: true,
      width: 'wide',
      render: row => {
        const name = `c-${row.enrolmentId}`;
        if (!isOpen) return row.comment ?? text.conduct.none;
        return (
          <CellField
            name={name}
            label={text.conduct.commentOf(row.fullName)}
            fault={faultOf(refused, name)}
            render={wiring => (
              <input
                {...wiring}
                value={typedOr(refused?.typed, name, row.comment ?? '')}
                maxlength={longestComment}
                list="comment-bank"
                autocomplete="off"
              />
            )}
          />
        );
      },
    },
    {
      key: 'absences',
      head: text.conduct.absences,
      align: 'end',
      width: 'narrow',
      fold: 'end',
      foldHead: true,
      render: row => (row.absences > 0 ? count(row.absences) : text.conduct.none),
    },
  ];
  const caption = hasLevels ? text.conduct.caption : text.conduct.commentsCaption;
  const table = <DataTable caption={caption} dense columns={columns} rows={pupils} empty={{ text: text.empty }} />;
  if (!isOpen) return <ReadOnly isClosed={props.isClosed} language={language} table={table} />;
  return (
    <Form
      action={homeroomPath(seen, { term: at.term }, '/conduct')}
      hidden={{ seen: JSON.stringify(Object.fromEntries(pupils.map(row => [row.enrolmentId, row.revision]))) }}
      faults={refused?.faults ?? []}
      warnUnsaved
      buttons={pupils.length > 0 && <Button filled>{text.save}</Button>}
    >
      {table}
      <datalist id="comment-bank">
        {props.bank.map(comment => (
          <option value={comment} />
        ))}
      </datalist>
    </Form>
  );
}

function ReadOnly(props: { isClosed: boolean; language: Language; table: ReturnType<typeof DataTable> }) {
  const text = t(props.language).homeroom;
  return (
    <Stack>
      <Notice kind="note">{props.isClosed ? text.closedNote : text.readOnly}</Notice>
      {props.table}
    </Stack>
  );
}

/** Qualities and competences: a sheet of T, Đ, C. */
export function TraitsForm(
  props: Shown<HomeroomPupil & { levels: Record<string, TraitLevel> }> & { isClosed: boolean },
) {
  const { seen, at, pupils, isOpen, refused, language } = props;
  const text = t(language).homeroom;
  type Row = (typeof pupils)[number];
  // A combined class may have pupils under two circulars or of several grades: each has cells only for what it is judged by.
  const traits = [...new Map(pupils.flatMap(askedOf).map(trait => [trait.key, trait])).values()];
  const columns: Column<Row>[] = [
    ...leading<Row>(text).map(({ fold: _, ...column }) => ({
      ...column,
      ...(column.rowHead ? { width: 'wide' as const } : {}),
    })),
    ...traits.map(
      (trait): Column<Row> => ({
        key: trait.key,
        head: trait.name[language],
        align: 'center',
        width: 'figure',
        render: row => {
          if (!askedOf(row).some(each => each.key === trait.key)) return '';
          const stands = row.levels[trait.key] ?? '';
          if (!isOpen) return stands || '–';
          const name = `t-${row.enrolmentId}-${trait.key}`;
          return (
            <CellField
              name={name}
              label={text.traits.cell(trait.name[language], row.fullName)}
              fault={faultOf(refused, name)}
              render={wiring => (
                <input
                  {...wiring}
                  value={typedOr(refused?.typed, name, stands)}
                  size={2}
                  maxlength={12}
                  autocomplete="off"
                  autocapitalize="characters"
                />
              )}
            />
          );
        },
      }),
    ),
  ];
  const table = (
    <DataTable caption={text.traits.caption} dense tall columns={columns} rows={pupils} empty={{ text: text.empty }} />
  );
  if (!isOpen) return <ReadOnly isClosed={props.isClosed} language={language} table={table} />;
  return (
    <Form
      action={homeroomPath(seen, { term: at.term, period: at.period }, '/traits')}
      faults={refused?.faults ?? []}
      warnUnsaved
      buttons={
        pupils.length > 0 && (
          <>
            <Button filled>{text.save}</Button>
            <Button name="fill" value="Đ">
              {text.traits.fill}
            </Button>
          </>
        )
      }
    >
      <p class="field-help">{text.traits.help}</p>
      {table}
    </Form>
  );
}

const centimetres = (millimetres: number | null) => (millimetres === null ? '' : number(millimetres / 10));
const kilograms = (grams: number | null) => (grams === null ? '' : number(grams / 1000));

export function HealthForm(props: Shown<HomeroomPupil & HealthSeen>) {
  const { seen, pupils, isOpen, refused, language } = props;
  const text = t(language).homeroom;
  type Row = (typeof pupils)[number];
  const field = (
    key: 'h' | 'w' | 'n',
    head: string,
    label: (name: string) => string,
    stands: (row: Row) => string,
  ): Column<Row> => ({
    key,
    head,
    fold: key === 'n' ? 'full' : key === 'h' ? 'start' : 'end',
    foldHead: true,
    ...(key === 'n' ? { width: 'wide' as const } : {}),
    render: row => {
      const name = `${key}-${row.enrolmentId}`;
      if (!isOpen) return stands(row) || '–';
      return (
        <CellField
          name={name}
          label={label(row.fullName)}
          fault={faultOf(refused, name)}
          {...(key === 'n' ? {} : { width: 'short' as const })}
          render={wiring => (
            <input
              {...wiring}
              value={typedOr(refused?.typed, name, stands(row))}
              autocomplete="off"
              {...(key === 'n' ? { maxlength: 300 } : { inputmode: 'decimal' as const, maxlength: 12, size: 6 })}
            />
          )}
        />
      );
    },
  });
  const columns: Column<Row>[] = [
    ...leading<Row>(text),
    field('h', text.health.height, text.health.heightOf, row => centimetres(row.heightMillimetres)),
    field('w', text.health.weight, text.health.weightOf, row => kilograms(row.weightGrams)),
    field('n', text.health.note, text.health.noteOf, row => row.note ?? ''),
  ];
  const table = (
    <DataTable caption={text.health.caption} dense columns={columns} rows={pupils} empty={{ text: text.empty }} />
  );
  if (!isOpen) return <ReadOnly isClosed={false} language={language} table={table} />;
  return (
    <Form
      action={homeroomPath(seen, {}, '/health')}
      faults={refused?.faults ?? []}
      warnUnsaved
      buttons={pupils.length > 0 && <Button filled>{text.save}</Button>}
    >
      <p class="field-help">{text.health.help}</p>
      {table}
    </Form>
  );
}
