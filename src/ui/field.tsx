import { fileSize } from '#platform/format.ts';
import { useFault, useFieldId } from './form.tsx';
import { classes, type Slot, useWords } from './setting.tsx';
import { StateShape } from './state.tsx';

export interface FieldProps {
  name: string;
  label: Slot;
  /** A line below the label: what is wanted, with an example. */
  help?: Slot;
  /** What is wrong and what to do; by default what the form's `faults` say of this field. */
  fault?: string | undefined;
  /** Most fields are required; those that are not say so. */
  optional?: boolean;
  /** How much room the answer needs. */
  width?: 'short' | 'medium' | 'full';
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

function useWiring(props: FieldProps) {
  const id = useFieldId(props.name);
  const asked = useFault(props.name);
  const fault = props.fault ?? asked;
  const described = classes(props.help !== undefined && `${id}-help`, fault !== undefined && `${id}-fault`);
  return { id, fault, described: described || undefined };
}

/** Label above, help below it, then the field, then its fault: the frame of every field. */
export function Field(props: FieldProps & { render: (wiring: Wiring) => Slot }) {
  const words = useWords();
  const { id, fault, described } = useWiring(props);
  return (
    <div class={classes('field', `field-${props.width ?? 'full'}`, fault !== undefined && 'field-faulty')}>
      <label for={id}>
        {props.label}
        {props.optional && <span class="field-optional">{` (${words.field.optional})`}</span>}
      </label>
      {props.help !== undefined && (
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      {props.render({
        id,
        'aria-describedby': described,
        'aria-invalid': fault === undefined ? undefined : 'true',
      })}
      <FieldFaultLine id={id} fault={fault} />
    </div>
  );
}

function FieldFaultLine(props: { id: string; fault: string | undefined }) {
  const words = useWords();
  if (props.fault === undefined) return null;
  return (
    <p class="field-fault" id={`${props.id}-fault`}>
      <StateShape state="behind" />
      <span>
        <span class="sr">{`${words.field.fault} `}</span>
        {props.fault}
      </span>
    </p>
  );
}

export interface TextFieldProps extends FieldProps {
  value?: string | number | bigint | null | undefined;
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search' | 'number';
  /** Several lines. */
  lines?: number;
  /** The keyboard a phone shows. */
  keyboard?: 'numeric' | 'decimal' | 'tel' | 'email';
  autocomplete?: string;
  placeholder?: string;
  maxLength?: number;
  readOnly?: boolean;
  /** What belongs behind the figure: %, đ, phút. */
  unit?: string;
  autofocus?: boolean;
}

export function TextField(props: TextFieldProps) {
  const value = props.value === null || props.value === undefined ? undefined : String(props.value);
  const shared = {
    name: props.name,
    required: !props.optional,
    maxlength: props.maxLength,
    readonly: props.readOnly,
    placeholder: props.placeholder,
    autocomplete: props.autocomplete,
  };
  return (
    <Field
      {...props}
      render={wiring =>
        props.lines ? (
          <textarea {...wiring} {...shared} rows={props.lines}>
            {value}
          </textarea>
        ) : (
          <span class="input-box">
            <input
              {...wiring}
              {...shared}
              type={props.type ?? 'text'}
              value={value}
              inputmode={props.keyboard}
              autofocus={props.autofocus}
            />
            {props.unit && <span class="input-unit">{props.unit}</span>}
          </span>
        )
      }
    />
  );
}

export interface Option {
  value: string;
  label: string;
  help?: Slot;
  disabled?: boolean;
}

export interface SelectProps extends FieldProps {
  options: Option[] | { group: string; options: Option[] }[];
  value?: string | null | undefined;
  /** The words of the empty first choice; false leaves it out. */
  choose?: string | false;
}

export function Select(props: SelectProps) {
  const words = useWords();
  const option = (one: Option) => (
    <option value={one.value} selected={one.value === props.value} disabled={one.disabled}>
      {one.label}
    </option>
  );
  return (
    <Field
      {...props}
      render={wiring => (
        <select {...wiring} name={props.name} required={!props.optional}>
          {props.choose !== false && <option value="">{props.choose ?? words.field.choose}</option>}
          {props.options.map(one =>
            'group' in one ? <optgroup label={one.group}>{one.options.map(option)}</optgroup> : option(one),
          )}
        </select>
      )}
    />
  );
}

export interface ChoiceProps extends FieldProps {
  options: Option[];
  /** The chosen value, or values where `many`. */
  value?: string | string[] | null | undefined;
  many?: boolean;
}

/** A few answers that are all in sight: one of them, or `many`. */
export function Choice(props: ChoiceProps) {
  const words = useWords();
  const { id, fault, described } = useWiring(props);
  const chosen = Array.isArray(props.value) ? props.value : [props.value];
  return (
    <fieldset class={classes('field', 'choice', fault !== undefined && 'field-faulty')} aria-describedby={described}>
      <legend>
        {props.label}
        {props.optional && <span class="field-optional">{` (${words.field.optional})`}</span>}
      </legend>
      {props.help !== undefined && (
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      {props.options.map((option, index) => (
        <label class="choice-line">
          <input
            id={index === 0 ? id : `${id}-${index + 1}`}
            type={props.many ? 'checkbox' : 'radio'}
            name={props.name}
            value={option.value}
            checked={chosen.includes(option.value)}
            disabled={option.disabled}
          />
          <span>
            {option.label}
            {option.help && <span class="field-help">{option.help}</span>}
          </span>
        </label>
      ))}
      <FieldFaultLine id={id} fault={fault} />
    </fieldset>
  );
}

/** One box to tick: a consent, a setting. */
export function CheckField(props: FieldProps & { checked?: boolean; value?: string }) {
  const { id, fault, described } = useWiring(props);
  return (
    <div class={classes('field', fault !== undefined && 'field-faulty')}>
      <label class="choice-line" for={id}>
        <input
          id={id}
          type="checkbox"
          name={props.name}
          value={props.value ?? 'yes'}
          checked={props.checked}
          aria-describedby={described}
          aria-invalid={fault === undefined ? undefined : 'true'}
        />
        <span>{props.label}</span>
      </label>
      {props.help !== undefined && (
        <p class="field-help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      <FieldFaultLine id={id} fault={fault} />
    </div>
  );
}

/**
 * A day by the browser's own calendar; sent as `2023-02-25`. Browsers write it in the order of their own language, so
 * beside it stands the day as we write it, where the two differ.
 */
export function DayField(props: FieldProps & { value?: string | null | undefined; min?: string; max?: string }) {
  return (
    <Field
      {...props}
      width={props.width ?? 'short'}
      render={wiring => (
        <day-field class="input-box">
          <input
            {...wiring}
            type="date"
            name={props.name}
            value={props.value ?? undefined}
            min={props.min}
            max={props.max}
            required={!props.optional}
          />
          <output class="input-unit" for={wiring.id} />
        </day-field>
      )}
    />
  );
}

export interface FileFieldProps extends FieldProps {
  /** Endings, with their dot: `['.xlsx', '.xls']`. */
  kinds?: string[];
  maxBytes?: number;
  many?: boolean;
}

/** A file to send; the form around it must have `files`. */
export function FileField(props: FileFieldProps) {
  const words = useWords();
  const limits = [
    props.kinds && words.field.fileKinds(props.kinds.join(', ')),
    props.maxBytes && words.field.fileSize(fileSize(props.maxBytes)),
  ].filter(Boolean);
  const help = props.help ?? (limits.length > 0 ? limits.join(' · ') : undefined);
  return (
    <Field
      {...props}
      help={help}
      render={wiring => (
        <input
          {...wiring}
          type="file"
          name={props.name}
          accept={props.kinds?.join(',')}
          multiple={props.many}
          required={!props.optional}
        />
      )}
    />
  );
}
