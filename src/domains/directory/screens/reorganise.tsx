import { count } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import {
  Button,
  ButtonLink,
  DataTable,
  DayField,
  type FieldFault,
  FieldGroup,
  FileField,
  Form,
  Panel,
  Stack,
  Stat,
  Stats,
  TextField,
} from '#ui';
import { communeColumns } from '../rules/read-commune-rows.ts';
import type { CommuneRow, Reorganisation, Standing } from '../rules/reorganisation.ts';
import { t } from '../words/index.ts';

export interface ReorganiseProps {
  language: Language;
  placeId: number;
  typed: Record<string, string>;
  faults: FieldFault[];
}

/** The list is sent, then looked at before it is carried out. */
export function ReorganiseForm({ language, placeId, typed, faults }: ReorganiseProps) {
  const words = t(language);
  const to = `/places/${placeId}/reorganise`;
  return (
    <Panel>
      <Stack>
        <p class="soft">{words.reorganise.why}</p>
        <Form
          action={to}
          files
          faults={faults}
          buttons={
            <>
              <Button filled>{words.reorganise.look}</Button>
              <ButtonLink href={`/places/${placeId}`} quiet>
                {words.common.cancel}
              </ButtonLink>
            </>
          }
        >
          <FileField
            name="file"
            label={words.reorganise.file}
            help={words.reorganise.fileHelp(Object.values(communeColumns).join(', '))}
            kinds={['.csv']}
          />
          <DayField name="day" label={words.reorganise.day} value={typed.day} />
          <TextField
            name="document"
            label={words.common.document}
            help={words.common.documentHelp}
            value={typed.document}
            maxLength={500}
          />
          <FieldGroup title={words.reorganise.joins} help={words.reorganise.joinsHelp}>
            <TextField
              name="joinsName"
              label={words.reorganise.joinsName}
              value={typed.joinsName}
              optional
              width="medium"
            />
            <TextField
              name="joinsCode"
              label={words.reorganise.joinsCode}
              value={typed.joinsCode}
              optional
              width="short"
            />
            <TextField
              name="joinsDepartment"
              label={words.reorganise.joinsDepartment}
              value={typed.joinsDepartment}
              optional
              width="medium"
            />
          </FieldGroup>
        </Form>
      </Stack>
    </Panel>
  );
}

/** What would change; the list travels on in the form, so that nothing half-done is kept. */
export function ReorganisePlan(
  props: ReorganiseProps & { plan: Reorganisation; standing: readonly Standing[]; rows: readonly CommuneRow[] },
) {
  const { language, placeId, typed, plan, standing, rows } = props;
  const words = t(language);
  const nameOf = new Map(standing.map(place => [place.placeId, place.name]));
  if (plan.faults.length > 0) {
    return (
      <DataTable
        caption={words.reorganise.faults}
        showCaption
        rows={plan.faults}
        columns={[
          { key: 'what', head: words.reorganise.faultWhat, rowHead: true, fold: 'full', render: fault => fault.name },
          {
            key: 'why',
            head: words.reorganise.faultWhy,
            fold: 'full',
            render: fault => words.reorganise.fault[fault.what],
          },
        ]}
        empty={{ text: '' }}
      />
    );
  }
  return (
    <Stack>
      <Stats>
        <Stat label={words.reorganise.districts} value={count(plan.districts.length)} />
        <Stat label={words.reorganise.offices} value={count(plan.offices.length)} />
        <Stat label={words.reorganise.communes} value={`${count(rows.length)} → ${count(plan.communes.length)}`} />
        <Stat label={words.reorganise.moved} value={count(plan.moves.filter(move => move.under !== null).length)} />
      </Stats>
      <DataTable
        caption={words.reorganise.plan}
        showCaption
        rows={plan.communes}
        columns={[
          {
            key: 'new',
            head: words.reorganise.becomes,
            rowHead: true,
            fold: 'full',
            render: commune => `${commune.name} (${commune.code})`,
          },
          {
            key: 'from',
            head: words.reorganise.before,
            fold: 'full',
            width: 'wide',
            render: commune =>
              commune.staysId === null ? commune.from.map(id => nameOf.get(id)).join(', ') : words.reorganise.stays,
          },
        ]}
        empty={{ text: '' }}
      />
      <Form
        action={`/places/${placeId}/reorganise/confirm`}
        hidden={{ ...typed, communes: JSON.stringify(rows) }}
        faults={props.faults}
        buttons={
          <>
            <Button danger>{words.reorganise.doIt}</Button>
            <ButtonLink href={`/places/${placeId}/reorganise`} quiet>
              {words.common.cancel}
            </ButtonLink>
          </>
        }
      />
    </Stack>
  );
}
