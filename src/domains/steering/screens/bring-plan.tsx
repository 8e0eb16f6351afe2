import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import {
  Button,
  ButtonLink,
  DayField,
  type FieldFault,
  FileField,
  Form,
  type Option,
  Select,
  Stack,
  Steps,
  TextField,
} from '#ui';
import { wordsOf } from '../words/index.ts';

export const PLAN_KINDS = ['.docx', '.pdf', '.txt'];
export const PLAN_BYTES = 20 * 1024 * 1024;

export interface BringPage {
  places: Option[];
  parents: Option[];
  place: string;
  parent: string;
  faults?: FieldFault[];
}

/** Choose the document of a plan. */
export function bringScreen(ask: Ask, shown: BringPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  return screen(
    ask,
    { title: t.bring.title, crumbs: [{ href: '/plans', label: t.plans }] },
    <Stack>
      <Steps current={0} steps={t.bring.steps.map(label => ({ label }))} />
      <Form
        action="/plans"
        files
        faults={shown.faults ?? []}
        label={t.bring.title}
        buttons={<Button filled>{t.bring.read}</Button>}
      >
        <p>{t.bring.what}</p>
        <FileField name="file" label={t.bring.file} help={t.bring.fileHelp} kinds={PLAN_KINDS} maxBytes={PLAN_BYTES} />
        {shown.places.length === 1 ? (
          <input type="hidden" name="placeId" value={shown.places[0]?.value} />
        ) : (
          <Select name="placeId" label={t.bring.place} options={shown.places} value={shown.place} />
        )}
        {shown.parents.length > 0 && (
          <Select
            name="parentPlanId"
            label={t.bring.parent}
            options={shown.parents}
            value={shown.parent}
            choose={t.bring.noParent}
            optional
          />
        )}
      </Form>
    </Stack>,
    shown.faults?.length ? 422 : 200,
  );
}

export interface UnitPlanPage {
  parentPlanId: number;
  parentTitle: string;
  places: Option[];
  values: { placeId: string; title: string; number: string; adoptedOn: string; summary: string };
  faults?: FieldFault[];
}

/** A unit records the plan it has signed under a plan above. */
export function unitPlanScreen(ask: Ask, shown: UnitPlanPage): Promise<Response> {
  const t = wordsOf(ask.var.language);
  const { values } = shown;
  return screen(
    ask,
    {
      title: t.unitPlan.title,
      crumbs: [
        { href: '/plans', label: t.plans },
        { href: `/plans/${shown.parentPlanId}`, label: shown.parentTitle },
      ],
      crumb: t.unitPlan.title,
    },
    <Stack>
      <Form
        action="/plans/own"
        files
        faults={shown.faults ?? []}
        label={t.unitPlan.title}
        hidden={{ parentPlanId: shown.parentPlanId }}
        buttons={<Button filled>{t.unitPlan.submit}</Button>}
      >
        <p>{t.unitPlan.what(shown.parentTitle)}</p>
        {shown.places.length === 1 ? (
          <>
            <input type="hidden" name="placeId" value={shown.places[0]?.value} />
            <p>
              <b>{shown.places[0]?.label}</b>
            </p>
          </>
        ) : (
          <Select name="placeId" label={t.unitPlan.unit} options={shown.places} value={values.placeId} />
        )}
        <TextField name="title" label={t.unitPlan.name} value={values.title} />
        <TextField name="number" label={t.unitPlan.number} value={values.number} width="medium" optional />
        <DayField name="adoptedOn" label={t.unitPlan.adoptedOn} value={values.adoptedOn} />
        <TextField
          name="summary"
          label={t.unitPlan.summary}
          help={t.unitPlan.summaryHelp}
          value={values.summary}
          lines={5}
          optional
        />
        <FileField name="file" label={t.unitPlan.file} maxBytes={PLAN_BYTES} optional />
      </Form>
      <p>{t.unitPlan.readInstead}</p>
      <p>
        <ButtonLink href={`/plans/new?parent=${shown.parentPlanId}`}>{t.list.bring}</ButtonLink>
      </p>
    </Stack>,
    shown.faults?.length ? 422 : 200,
  );
}
