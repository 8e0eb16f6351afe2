import { count, day, dayTime, percent } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  Columns,
  DayField,
  Facts,
  type FieldFault,
  FieldGroup,
  Form,
  Panel,
  Pill,
  Select,
  TextField,
  Timeline,
} from '#ui';
import type { Declared, PlaceToDeclare, TargetToDeclare } from '../queries/declaring.ts';
import { wordsOf } from '../words/index.ts';
import { EvidenceFields, Proofs, pledgeOf } from './parts.tsx';

export interface DeclarePage {
  target: TargetToDeclare;
  /** How the indicator is counted, in words. */
  how: string | undefined;
  places: PlaceToDeclare[];
  history: Declared[];
  values: { placeId: string; numerator: string; denominator: string; onDay: string; note: string; link: string };
  faults?: FieldFault[];
}

/** A unit's own word on a target, with its proof. */
export function declareScreen(ask: Ask, shown: DeclarePage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { target, places, values } = shown;
  const own = places.filter(place => place.origin === 'declared');
  const inspected = places.filter(place => place.origin === 'inspected');
  const option = (place: PlaceToDeclare) => ({ value: String(place.placeId), label: place.name });
  const [only] = places;
  return screen(
    ask,
    {
      title: t.declare.title,
      crumbs: [
        { href: `/plans/${target.planId}`, label: target.planTitle },
        { href: `/plans/${target.planId}/targets/${target.targetId}`, label: target.name },
      ],
      facts: <Facts items={[target.name, `${t.declare.pledge} ${pledgeOf(t, target)}`]} />,
    },
    <Columns
      main={
        <Form
          action={`/plans/${target.planId}/targets/${target.targetId}/declare`}
          files
          faults={shown.faults ?? []}
          warnUnsaved
          label={t.declare.title}
          buttons={<Button filled>{t.declare.submit}</Button>}
        >
          {shown.how && <p>{shown.how}</p>}
          {places.length === 1 && only ? (
            <>
              <input type="hidden" name="placeId" value={String(only.placeId)} />
              <p>
                <b>{only.name}</b>
              </p>
            </>
          ) : (
            <Select
              name="placeId"
              label={t.declare.place}
              value={values.placeId}
              options={[
                { group: t.declare.own, options: own.map(option) },
                { group: t.declare.inspected, options: inspected.map(option) },
              ].filter(group => group.options.length > 0)}
            />
          )}
          <p class="soft">{own.length > 0 ? t.declare.asDeclared : t.declare.asInspected}</p>
          <FieldGroup title={t.declare.title} help={t.declare.pairHelp}>
            <TextField
              name="numerator"
              label={t.declare.numerator}
              value={values.numerator}
              keyboard="numeric"
              width="short"
            />
            <TextField
              name="denominator"
              label={t.declare.denominator}
              value={values.denominator}
              keyboard="numeric"
              width="short"
            />
          </FieldGroup>
          <DayField name="onDay" label={t.declare.onDay} value={values.onDay} max={ask.var.system.today()} />
          <TextField
            name="note"
            label={t.declare.note}
            help={t.declare.noteHelp}
            value={values.note}
            lines={3}
            optional
          />
          <EvidenceFields t={t} link={values.link} />
        </Form>
      }
      side={
        <Panel title={t.declare.history}>
          <Timeline
            empty={t.declare.none}
            items={shown.history.map(one => ({
              when: dayTime(one.declaredAt, ask.var.language),
              title: `${count(one.numerator)} / ${count(one.denominator)} = ${percent((one.numerator * 100) / one.denominator)} (${day(one.onDay)})`,
              who: one.unitName,
              detail: (
                <>
                  <Pill>{t.declare.origins[one.origin]}</Pill>
                  {one.note && <p>{one.note}</p>}
                  <Proofs proofs={one.proofs} />
                </>
              ),
            }))}
          />
        </Panel>
      }
    />,
    shown.faults?.length ? 422 : 200,
  );
}
