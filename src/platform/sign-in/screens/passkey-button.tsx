import { Icon, type Slot, Stack } from '#ui';

interface PassKeyButtonProps {
  options: string;
  answer: string;
  /** Makes a passkey rather than asking for one. */
  makes?: boolean;
  to?: string;
  /** Said where the device gave none. */
  failed: string;
  /** On the button. */
  words: string;
  /** Said where no script runs. */
  without?: string;
  children?: Slot;
}

/** Shows only where scripts run and the device has passkeys (src/ui/islands/passkey.ts). */
export function PassKeyButton(props: PassKeyButtonProps) {
  const button = (
    <div>
      <button type="button" class="button" hidden>
        <Icon name="key" />
        <span>{props.words}</span>
      </button>
      <p role="status" class="field-fault" />
    </div>
  );
  return (
    <pass-key
      options={props.options}
      answer={props.answer}
      makes={props.makes ? '' : undefined}
      to={props.to}
      failed={props.failed}
    >
      {props.children ? (
        <Stack>
          {props.children}
          {button}
        </Stack>
      ) : (
        button
      )}
      {props.without && (
        <noscript>
          <p>{props.without}</p>
        </noscript>
      )}
    </pass-key>
  );
}
