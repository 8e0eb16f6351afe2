import { count } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { Button, DayField, type FieldFault, Form, type Option, Select, TextField } from '#ui';
import type { UnitKnown } from '../rules/resolve-units.ts';
import { wordsOf } from '../words/index.ts';
import { UnitPicker } from './unit-picker.tsx';

export interface GivePage {
  places: Option[];
  placeId: number;
  target: { targetId: number; planId: number; name: string } | undefined;
  units: readonly UnitKnown[];
  values: { title: string; text: string; dueOn: string; lead: readonly number[] };
  faults?: FieldFault[];
}

/** Gives work to units; from a target that falls short, to those behind, who are ticked already. */
export function giveScreen(ask: Ask, shown: GivePage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { target, values } = shown;
  const chosen = values.lead.length;
  return screen(
    ask,
    {
      title: t.give.title,
      crumbs: [
        { href: '/tasks', label: t.tasks },
        ...(target ? [{ href: `/plans/${target.planId}/targets/${target.targetId}`, label: target.name }] : []),
      ],
      facts: target ? t.give.forTarget(target.name) : undefined,
    },
    <Form
      action="/tasks"
      faults={shown.faults ?? []}
      warnUnsaved
      label={t.give.title}
      hidden={{ targetId: target?.targetId }}
      buttons={<Button filled>{chosen > 1 ? t.give.submit(count(chosen)) : t.give.submitPlain}</Button>}
    >
      {shown.places.length === 1 ? (
        <input type="hidden" name="placeId" value={shown.places[0]?.value} />
      ) : (
        <Select name="placeId" label={t.give.by} options={shown.places} value={String(shown.placeId)} choose={false} />
      )}
      <TextField name="title" label={t.give.name} value={values.title} />
      <TextField name="text" label={t.give.text} value={values.text} lines={4} optional />
      <DayField name="dueOn" label={t.give.dueOn} value={values.dueOn} min={ask.var.system.today()} optional />
      <UnitPicker t={t} name="lead" label={t.give.to} units={shown.units} chosen={values.lead} />
    </Form>,
    shown.faults?.length ? 422 : 200,
  );
}
