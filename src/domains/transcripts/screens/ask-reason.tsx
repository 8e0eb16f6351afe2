import { Button, Dialog, type FieldFault, Form, TextField } from '#ui';

/** What cannot be undone asks why before it is done; refused, it stands open with what was typed. */
export function AskReason(props: {
  title: string;
  /** On the button that opens it, and on the one that does it. */
  does: string;
  action: string;
  hidden: Record<string, number>;
  label: string;
  help: string;
  maxLength: number;
  refused: { reason: string; faults: FieldFault[] } | undefined;
}) {
  const { refused } = props;
  return (
    <Dialog title={props.title} opens={props.does} open={refused !== undefined}>
      <Form
        id={`reason-${Object.values(props.hidden).join('-')}`}
        action={props.action}
        hidden={props.hidden}
        faults={refused?.faults ?? []}
        buttons={<Button danger>{props.does}</Button>}
      >
        <TextField
          name="reason"
          label={props.label}
          help={props.help}
          value={refused?.reason}
          maxLength={props.maxLength}
          lines={2}
        />
      </Form>
    </Dialog>
  );
}
