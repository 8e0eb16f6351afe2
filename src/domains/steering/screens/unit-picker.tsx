import { count } from '#platform/format.ts';
import { Disclosure, fieldId, useFault } from '#ui';
import type { UnitKnown } from '../rules/resolve-units.ts';
import type { SteeringWords } from '../words/index.ts';

const order = ['department', 'room', 'district-office', 'centre', 'direct', 'school'] as const;
type Group = (typeof order)[number];

export const groupOf = (unit: UnitKnown): Group | undefined =>
  unit.kind === 'school' && unit.parentKind === 'department' ? 'direct' : order.find(group => group === unit.kind);

/** What a form sends of a picker: units one by one (`lead=12`), and whole groups (`lead=all:centre`). */
export function unitsPicked(sent: readonly string[], units: readonly UnitKnown[]): number[] {
  const groups = new Set(sent.filter(each => each.startsWith('all:')).map(each => each.slice(4)));
  const single = new Set(sent.filter(each => /^\d+$/.test(each)).map(Number));
  return units.filter(unit => single.has(unit.placeId) || groups.has(groupOf(unit) ?? '')).map(unit => unit.placeId);
}

/** Units by kind, each kind folded away with how many of it are chosen; a whole kind by one tick. */
export function UnitPicker(props: {
  t: SteeringWords;
  name: string;
  label: string;
  units: readonly UnitKnown[];
  chosen: readonly number[];
  optional?: boolean;
}) {
  const { t, name, units } = props;
  const chosen = new Set(props.chosen);
  const fault = useFault(name);
  const id = fieldId(name);
  const groups = order
    .map(group => ({ group, of: units.filter(unit => groupOf(unit) === group) }))
    .filter(one => one.of.length > 0);
  return (
    <fieldset class="field choice" id={id} tabindex={-1} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{`${props.label}: ${t.review.chosen(count(chosen.size))}`}</legend>
      {fault && (
        <p class="field-fault" id={`${id}-fault`}>
          <span>{fault}</span>
        </p>
      )}
      {groups.map(({ group, of }) => {
        const picked = of.filter(unit => chosen.has(unit.placeId)).length;
        const head =
          picked > 0
            ? `${t.review.groups[group]} (${count(picked)}/${count(of.length)})`
            : `${t.review.groups[group]} (${count(of.length)})`;
        if (of.length === 1 && of[0]) return <UnitLine name={name} unit={of[0]} isChosen={picked > 0} />;
        return (
          <Disclosure summary={head} open={picked > 0 && picked < of.length && of.length <= 30}>
            <label class="choice-line">
              <input type="checkbox" name={name} value={`all:${group}`} />
              <span>
                <b>{t.review.wholeGroup(t.review.groups[group], count(of.length))}</b>
              </span>
            </label>
            {of.map(unit => (
              <UnitLine name={name} unit={unit} isChosen={chosen.has(unit.placeId)} />
            ))}
          </Disclosure>
        );
      })}
    </fieldset>
  );
}

function UnitLine(props: { name: string; unit: UnitKnown; isChosen: boolean }) {
  return (
    <label class="choice-line">
      <input type="checkbox" name={props.name} value={String(props.unit.placeId)} checked={props.isChosen} />
      <span>{props.unit.name}</span>
    </label>
  );
}
