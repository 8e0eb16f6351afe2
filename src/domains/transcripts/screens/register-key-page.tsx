import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { librariesOf, servicesOf } from '#platform/signing/index.ts';
import { Button, type FieldFault, FileField, Form, Panel, Select, Stack, TextField } from '#ui';
import type { Holder } from '../queries/school-keys.ts';
import type { SchoolSeen } from '../queries/school-transcripts.ts';
import { deskWords } from '../words/desk.ts';
import { type KeyWords, keyWords } from '../words/keys.ts';
import { transcriptsPath } from './desk-page.tsx';

export interface RegisterRefused {
  kind: 'token' | 'remote';
  typed: Record<string, string>;
  faults: FieldFault[];
}

/** An owner as a field carries it. */
export const ownerValue = ({ owner }: Holder) => `${owner.kind}:${owner.id}`;

/** Registering what signs for real: a token by its certificate, a remote service by the key it keeps. */
export function registerKeyPage(
  ask: Ask,
  school: SchoolSeen,
  holders: Holder[],
  refused?: RegisterRefused,
): Promise<Response> {
  const text = keyWords(ask.var.language);
  const desk = deskWords(ask.var.language);
  const at = (kind: RegisterRefused['kind']) => ({
    action: transcriptsPath(school, `/keys/${kind}`),
    holders,
    refused: refused?.kind === kind ? refused : undefined,
    text,
  });
  const { settings } = ask.var.system;
  return screen(
    ask,
    {
      title: text.register,
      crumbs: [
        { href: transcriptsPath(school), label: desk.title },
        { href: transcriptsPath(school, '/keys'), label: desk.key.title },
      ],
      facts: school.school,
    },
    <Stack>
      <p class="lead">{text.registerLead}</p>
      <TokenPanel {...at('token')} libraries={librariesOf(settings).map(each => each.name)} />
      <RemotePanel {...at('remote')} services={servicesOf(settings).map(each => each.name)} />
    </Stack>,
    refused ? 422 : 200,
  );
}

interface PanelProps {
  action: string;
  holders: Holder[];
  refused: RegisterRefused | undefined;
  text: KeyWords;
}

const OwnerField = ({ holders, refused, text }: PanelProps) => (
  <Select
    name="owner"
    label={text.owner}
    value={refused?.typed.owner ?? (holders.length === 1 && holders[0] ? ownerValue(holders[0]) : undefined)}
    options={holders.map(holder => ({ value: ownerValue(holder), label: holder.name ?? text.seal }))}
  />
);

function TokenPanel(props: PanelProps & { libraries: string[] }) {
  const { refused, libraries } = props;
  const words = props.text.token;
  return (
    <Panel title={words.title}>
      <Form
        id="token"
        action={props.action}
        files
        faults={refused?.faults ?? []}
        buttons={<Button filled>{words.button}</Button>}
      >
        <OwnerField {...props} />
        <FileField
          name="certificate"
          label={words.certificate}
          help={words.certificateHelp}
          kinds={['.cer', '.crt', '.der', '.pem']}
          many
        />
        <TextField
          name="tokenSerial"
          label={words.serial}
          help={words.serialHelp}
          value={refused?.typed.tokenSerial}
          width="medium"
          maxLength={64}
          autocomplete="off"
        />
        <TextField
          name="keyId"
          label={words.keyId}
          help={words.keyIdHelp}
          value={refused?.typed.keyId}
          width="medium"
          maxLength={200}
          autocomplete="off"
        />
        {libraries.length > 0 && (
          <Select
            name="library"
            label={words.place}
            choose={words.atSchool}
            optional
            value={refused?.typed.library}
            options={libraries.map(name => ({ value: name, label: words.atServer(name) }))}
          />
        )}
      </Form>
    </Panel>
  );
}

function RemotePanel(props: PanelProps & { services: string[] }) {
  const { refused, services } = props;
  const words = props.text.remote;
  return (
    <Panel title={words.title}>
      {services.length === 0 ? (
        <p class="soft">{words.none}</p>
      ) : (
        <Form
          id="remote"
          action={props.action}
          faults={refused?.faults ?? []}
          buttons={<Button>{words.button}</Button>}
        >
          <OwnerField {...props} />
          <Select
            name="service"
            label={words.service}
            value={refused?.typed.service ?? (services.length === 1 ? services[0] : undefined)}
            options={services.map(name => ({ value: name, label: name }))}
          />
          <TextField
            name="credentialId"
            label={words.credential}
            help={words.credentialHelp}
            value={refused?.typed.credentialId}
            maxLength={200}
            autocomplete="off"
          />
        </Form>
      )}
    </Panel>
  );
}
