import { createContext, useContext } from 'hono/jsx';
import { classes, type Slot, useSetting, useWords } from './setting.tsx';
import { StateShape } from './state.tsx';

/** The name of the hidden field that carries the form token. */
export const csrfName = '_csrf';

export function CsrfField(props: { token?: string }) {
  const token = props.token ?? useSetting().csrf;
  return token ? <input type="hidden" name={csrfName} value={token} /> : null;
}

export interface FormProps {
  action: string;
  /** `get` for filters and searches, whose address can be kept and sent. */
  method?: 'post' | 'get';
  /** Sends files. */
  files?: boolean;
  /** Fields side by side: a search or filter above a list. */
  inline?: boolean;
  /** Asks before leaving with changes that are not saved. */
  warnUnsaved?: boolean;
  /** Faults of the last attempt: a summary on top, and each beside its field. */
  faults?: FieldFault[];
  /** Values sent along unseen. */
  hidden?: Record<string, string | number | bigint | undefined>;
  /** A download or a page elsewhere: Turbo leaves it alone. */
  plain?: boolean;
  /** Where a page has several forms with fields of one name: the fields' own ids begin with it. */
  id?: string;
  label?: string;
  /** A list marked with the thumb (Roll): as wide as one, counted at its foot. */
  roll?: boolean;
  /** What a script finds on the form, as data-…: which sheet it is of. */
  data?: Record<string, string | number>;
  /** Buttons at the foot; the first is the one that the form is for. */
  buttons?: Slot;
  children?: Slot;
}

/**
 * One column of fields. After a fault answer with status 422 and the same page (values, faults); after success
 * redirect with 303: Turbo and plain browsers then behave alike.
 */
export function Form(props: FormProps) {
  const words = useWords();
  const method = props.method ?? 'post';
  const form = (
    <form
      id={props.id}
      class={classes('form', props.inline && 'form-inline', props.roll && 'roll-form')}
      method={method}
      action={props.action}
      enctype={props.files ? 'multipart/form-data' : undefined}
      data-turbo={props.plain ? 'false' : undefined}
      aria-label={props.label}
      novalidate
      {...Object.fromEntries(Object.entries(props.data ?? {}).map(([name, value]) => [`data-${name}`, String(value)]))}
    >
      {method === 'post' && <CsrfField />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) =>
        value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
      )}
      <IdOfForm.Provider value={props.id}>
        <FaultSummary faults={props.faults ?? []} />
        <FaultsOfForm.Provider value={props.faults ?? []}>{props.children}</FaultsOfForm.Provider>
      </IdOfForm.Provider>
      {props.buttons && <div class="form-buttons">{props.buttons}</div>}
    </form>
  );
  return props.warnUnsaved ? <unsaved-warning words={words.form.unsaved}>{form}</unsaved-warning> : form;
}

export interface FieldFault {
  /** The field's name; left out where the fault lies with the whole form. */
  field?: string;
  words: string;
}

/** What must be put right, as links to the fields. */
export function FaultSummary(props: { faults: FieldFault[] }) {
  const words = useWords();
  const form = useContext(IdOfForm);
  if (props.faults.length === 0) return null;
  return (
    <div class="faults state-behind" role="alert" tabindex={-1}>
      <h2>
        <StateShape state="behind" size={16} />
        {words.form.faults(props.faults.length)}
      </h2>
      <ul>
        {props.faults.map(fault => (
          <li>{fault.field ? <a href={`#${fieldId(fault.field, form)}`}>{fault.words}</a> : fault.words}</li>
        ))}
      </ul>
    </div>
  );
}

const FaultsOfForm = createContext<FieldFault[]>([]);
const IdOfForm = createContext<string | undefined>(undefined);

/** What the form around a field has to say about it. */
export function useFault(field: string): string | undefined {
  return useContext(FaultsOfForm).find(fault => fault.field === field)?.words;
}

export function fieldId(name: string, form?: string): string {
  return `f-${form ? `${form}-` : ''}${name.replaceAll(/[^\w-]/g, '-')}`;
}

/** The id of a field in the form around it. */
export const useFieldId = (name: string): string => fieldId(name, useContext(IdOfForm));

/** Fields that belong together, under one name. */
export function FieldGroup(props: { title: string; help?: Slot; children?: Slot }) {
  return (
    <fieldset class="field-group">
      <legend>{props.title}</legend>
      {props.help && <p class="field-help">{props.help}</p>}
      {props.children}
    </fieldset>
  );
}
