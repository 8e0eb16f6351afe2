import { Icon, type IconName } from './icon.tsx';
import { classes, type Slot } from './setting.tsx';

interface ButtonLook {
  /** At most one filled button a page: the thing this page is for. */
  filled?: boolean;
  danger?: boolean;
  /** Looks like a link, for small acts inside a row or a sentence. */
  quiet?: boolean;
  icon?: IconName;
  children?: Slot;
}

function look(props: ButtonLook): string {
  return classes(
    'button',
    props.filled && 'button-filled',
    props.danger && 'button-danger',
    props.quiet && 'button-quiet',
  );
}

export interface ButtonProps extends ButtonLook {
  name?: string;
  value?: string;
  /** Submits its form unless said otherwise. */
  type?: 'submit' | 'button' | 'reset';
  /** The form's own address replaced, for a second act on the same fields. */
  formAction?: string;
  /** Skips the browser's own checks: for "save as draft". */
  formNoValidate?: boolean;
  form?: string;
  disabled?: boolean;
  label?: string;
}

export function Button(props: ButtonProps) {
  return (
    <button
      class={look(props)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      formaction={props.formAction}
      formnovalidate={props.formNoValidate}
      form={props.form}
      disabled={props.disabled}
      aria-label={props.label}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

export interface ButtonLinkProps extends ButtonLook {
  href: string;
  /** Read aloud instead of a short label that it contains. */
  label?: string;
  /** A file to keep rather than a page to open; Turbo leaves it alone. */
  download?: boolean;
}

export function ButtonLink(props: ButtonLinkProps) {
  return (
    <a
      class={look(props)}
      href={props.href}
      download={props.download}
      aria-label={props.label}
      data-turbo={props.download ? 'false' : undefined}
    >
      {props.icon && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

/** Prints this page; stands only where scripts run, as the browser's own menu does it everywhere. */
export function PrintButton(props: { children?: Slot }) {
  return (
    <print-page>
      <button type="button" class="button" hidden>
        <Icon name="printer" />
        <span>{props.children}</span>
      </button>
    </print-page>
  );
}
