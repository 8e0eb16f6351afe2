import type { Language } from '#platform/words.ts';
import { Button, ButtonLink, DayField, type FieldFault, Form, Panel, Select, TextField } from '#ui';
import type { PlaceOn } from '../queries/places.ts';
import type { PlaceKind } from '../rules/place-history.ts';
import { t } from '../words/index.ts';

export const placeVerbs = ['rename', 'move', 'end', 'found'] as const;
export type PlaceVerb = (typeof placeVerbs)[number];

export interface PlaceFormProps {
  language: Language;
  today: string;
  place: PlaceOn;
  verb: PlaceVerb;
  /** What was typed at the last attempt. */
  typed: Record<string, string>;
  faults: FieldFault[];
  /** Where a place may be moved to; communes it may stand in; kinds that may be founded. */
  parents: readonly PlaceOn[];
  communes: readonly PlaceOn[];
  kinds: readonly PlaceKind[];
}

export const placeFormTitle = (language: Language, verb: PlaceVerb, name: string): string => {
  const words = t(language).form;
  return { rename: words.renameTitle, move: words.moveTitle, end: words.endTitle, found: words.foundTitle }[verb](name);
};

/** One change of a place: its fields, the day it holds from, and the document that says so. */
export function PlaceForm(props: PlaceFormProps) {
  const { language, today, place, verb, typed, faults } = props;
  const words = t(language);
  const isEnd = verb === 'end';
  return (
    <Panel>
      <Form
        action={`/places/${place.placeId}/${verb}`}
        faults={faults}
        warnUnsaved
        buttons={
          <>
            <Button filled={!isEnd} danger={isEnd}>
              {isEnd ? words.form.confirmEnd : words.form.save}
            </Button>
            <ButtonLink href={`/places/${place.placeId}`} quiet>
              {words.common.cancel}
            </ButtonLink>
          </>
        }
      >
        {verb === 'rename' && (
          <NameFields
            language={language}
            name={typed.name ?? place.name}
            shortName={typed.shortName ?? place.shortName}
          />
        )}
        {verb === 'move' && (
          <>
            <Select
              name="parentId"
              label={words.form.newParent}
              value={typed.parentId}
              options={grouped(props.parents, language)}
            />
            <CommuneField
              {...props}
              value={typed.communeId ?? (place.communeId === null ? '' : String(place.communeId))}
            />
          </>
        )}
        {verb === 'found' && (
          <>
            <Select
              name="kind"
              label={words.form.kind}
              value={typed.kind ?? props.kinds[0]}
              choose={false}
              options={props.kinds.map(kind => ({ value: kind, label: words.kinds[kind] }))}
            />
            <NameFields language={language} name={typed.name ?? ''} shortName={typed.shortName ?? ''} />
            <CommuneField {...props} value={typed.communeId ?? ''} />
            <TextField name="code" label={words.form.code} value={typed.code} optional width="medium" maxLength={30} />
            <TextField name="gso" label={words.form.gsoCode} value={typed.gso} optional width="medium" maxLength={30} />
          </>
        )}
        <DayField
          name="day"
          label={isEnd ? words.form.endDay : words.form.fromDay}
          help={words.form.fromDayHelp}
          value={typed.day ?? today}
        />
        <TextField
          name="document"
          label={words.common.document}
          help={words.common.documentHelp}
          value={typed.document}
          maxLength={500}
        />
      </Form>
    </Panel>
  );
}

function NameFields({ language, name, shortName }: { language: Language; name: string; shortName: string }) {
  const words = t(language).form;
  return (
    <>
      <TextField name="name" label={words.name} value={name} maxLength={300} />
      <TextField name="shortName" label={words.shortName} value={shortName} optional width="medium" maxLength={100} />
    </>
  );
}

function CommuneField({ language, communes, value }: PlaceFormProps & { value: string }) {
  if (communes.length === 0) return null;
  const options = communes.map(commune => ({ value: String(commune.placeId), label: commune.name }));
  return <Select name="communeId" label={t(language).form.commune} value={value} options={options} optional />;
}

/** Places under the heading of their kind. */
function grouped(places: readonly PlaceOn[], language: Language) {
  const kinds = [...new Set(places.map(place => place.kind))];
  return kinds.map(kind => ({
    group: t(language).kinds[kind],
    options: places
      .filter(place => place.kind === kind)
      .map(place => ({ value: String(place.placeId), label: place.name })),
  }));
}
