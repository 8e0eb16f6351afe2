import { day } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import {
  Button,
  CsrfField,
  DayField,
  Dialog,
  Facts,
  Form,
  LinkList,
  Row,
  Select,
  type Slot,
  Stack,
  TextField,
} from '#ui';
import { exemptionKinds } from '../commands/give-exemption.ts';
import { awardKinds } from '../commands/record-award.ts';
import type { ClassRecords, HomeroomPupil } from '../queries/homeroom.ts';
import { showMark } from '../rules/read-mark.ts';
import { t } from '../words/index.ts';
import type { ClassSeen } from './gradebook-page.tsx';
import { homeroomPath, type Refused } from './homeroom-page.tsx';

interface Props {
  seen: ClassSeen;
  pupils: HomeroomPupil[];
  records: ClassRecords;
  refused: Refused | undefined;
  language: Language;
}

/** Awards, exemptions, results from elsewhere, what the summer brought: lists, each with the form that adds to it. */
export function Records(props: Props) {
  return (
    <Stack>
      <Awards {...props} />
      <Exemptions {...props} />
      <Outside {...props} />
      <Summer {...props} />
    </Stack>
  );
}

/** Several forms on one page have a field of the same name: each says which form it is in. */
export const fieldOf = (act: string, name: string): string => `${act}-${name}`;
type Named = (name: string) => string;

/** The dialog of one form; stands open after a fault, with what was typed. */
function Adding(
  props: Pick<Props, 'seen' | 'refused'> & {
    act: string;
    title: string;
    children: (typed: Record<string, string>, named: Named) => Slot;
  },
) {
  const mine = props.refused?.act === props.act ? props.refused : undefined;
  return (
    <Dialog title={props.title} opens={props.title} open={mine !== undefined}>
      <Form
        action={homeroomPath(props.seen, {}, `/${props.act}`)}
        faults={mine?.faults ?? []}
        buttons={<Button filled>{props.title}</Button>}
      >
        {props.children(mine?.typed ?? {}, name => fieldOf(props.act, name))}
      </Form>
    </Dialog>
  );
}

function PupilField({
  named,
  pupils,
  typed,
  label,
}: {
  named: Named;
  pupils: HomeroomPupil[];
  typed: Record<string, string>;
  label: string;
}) {
  return (
    <Select
      name={named('enrolmentId')}
      label={label}
      value={typed.enrolmentId}
      options={pupils.map(pupil => ({ value: String(pupil.enrolmentId), label: pupil.fullName }))}
    />
  );
}

/** One button that does one thing to one row. */
function Act({ seen, act, id, label }: { seen: ClassSeen; act: string; id: number; label: string }) {
  return (
    <form method="post" action={homeroomPath(seen, {}, `/${act}`)}>
      <CsrfField />
      <input type="hidden" name="id" value={String(id)} />
      <Button quiet>{label}</Button>
    </form>
  );
}

function Awards({ seen, pupils, records, refused, language }: Props) {
  const { awards: text } = t(language).homeroom;
  const mayWrite = seen.mayLead || seen.mayOversee;
  return (
    <Stack>
      <LinkList
        title={text.title}
        empty={text.empty}
        items={records.awards.map(award => ({
          title: award.pupil,
          detail: (
            <>
              <Facts items={[text.kinds[award.kind], award.content, award.document]} />
              {mayWrite && <Act seen={seen} act="awards/withdraw" id={award.id} label={text.withdraw} />}
            </>
          ),
        }))}
      />
      {mayWrite && (
        <Adding seen={seen} refused={refused} act="awards" title={text.add}>
          {(typed, named) => (
            <>
              <PupilField named={named} pupils={pupils} typed={typed} label={text.pupil} />
              <Select
                name={named('kind')}
                label={text.kind}
                help={text.kindHelp}
                value={typed.kind}
                options={awardKinds.map(kind => ({ value: kind, label: text.kinds[kind] }))}
              />
              <TextField name={named('content')} label={text.content} value={typed.content} maxLength={500} />
              <TextField
                name={named('document')}
                label={text.document}
                value={typed.document}
                maxLength={200}
                optional
              />
            </>
          )}
        </Adding>
      )}
    </Stack>
  );
}

function Exemptions({ seen, pupils, records, refused, language }: Props) {
  const all = t(language).homeroom;
  const text = all.exemptions;
  return (
    <Stack>
      <LinkList
        title={text.title}
        empty={text.empty}
        items={records.exemptions.map(one => ({
          title: one.pupil,
          detail: (
            <>
              <Facts
                items={[
                  text.kinds[one.kind],
                  one.subject ?? text.allSubjects,
                  one.reason,
                  one.document,
                  text.from(day(one.givenAt)),
                  one.endedAt && text.endedOn(day(one.endedAt)),
                ]}
              />
              {seen.mayOversee && !one.endedAt && <Act seen={seen} act="exemptions/end" id={one.id} label={text.end} />}
            </>
          ),
        }))}
      />
      {seen.mayOversee && (
        <Adding seen={seen} refused={refused} act="exemptions" title={text.add}>
          {(typed, named) => (
            <>
              <PupilField named={named} pupils={pupils} typed={typed} label={all.awards.pupil} />
              <Select
                name={named('kind')}
                label={all.awards.kind}
                help={text.who}
                value={typed.kind}
                options={exemptionKinds.map(kind => ({ value: kind, label: text.kinds[kind] }))}
              />
              <SubjectField
                named={named}
                records={records}
                typed={typed}
                label={text.subject}
                help={text.subjectHelp}
                optional
              />
              <TextField name={named('reason')} label={text.reason} value={typed.reason} maxLength={500} />
              <TextField
                name={named('document')}
                label={text.document}
                value={typed.document}
                maxLength={200}
                optional
              />
            </>
          )}
        </Adding>
      )}
    </Stack>
  );
}

function SubjectField(props: {
  named: Named;
  records: ClassRecords;
  typed: Record<string, string>;
  label: string;
  help?: string;
  optional?: boolean;
}) {
  return (
    <Select
      name={props.named('subjectKey')}
      label={props.label}
      {...(props.help ? { help: props.help } : {})}
      optional={props.optional ?? false}
      value={props.typed.subjectKey}
      options={props.records.subjects.map(subject => ({ value: subject.key, label: subject.name }))}
    />
  );
}

function Outside({ seen, pupils, records, refused, language }: Props) {
  const all = t(language).homeroom;
  const text = all.outside;
  return (
    <Stack>
      <LinkList
        title={text.title}
        empty={text.empty}
        items={records.outside.map(one => ({
          title: one.pupil,
          detail: <Facts items={[all.term(one.term), one.subject, <strong>{showMark(one)}</strong>, one.source]} />,
        }))}
      />
      {(seen.mayLead || seen.mayOversee) && (
        <Adding seen={seen} refused={refused} act="outside" title={text.add}>
          {(typed, named) => (
            <>
              <PupilField named={named} pupils={pupils} typed={typed} label={all.awards.pupil} />
              <Select
                name={named('term')}
                label={text.term}
                value={typed.term ?? '1'}
                choose={false}
                width="short"
                options={([1, 2] as const).map(term => ({ value: String(term), label: all.term(term) }))}
              />
              <SubjectField named={named} records={records} typed={typed} label={all.exemptions.subject} />
              <TextField
                name={named('value')}
                label={text.value}
                help={text.valueHelp}
                value={typed.value}
                width="short"
              />
              <TextField
                name={named('source')}
                label={text.source}
                help={text.sourceHelp}
                value={typed.source}
                maxLength={300}
              />
            </>
          )}
        </Adding>
      )}
    </Stack>
  );
}

function Summer({ seen, pupils, records, refused, language }: Props) {
  const all = t(language).homeroom;
  const text = all.summer;
  return (
    <Stack>
      <LinkList
        title={text.title}
        empty={text.empty}
        items={[
          ...records.reassessments.map(one => ({
            title: one.pupil,
            detail: <Facts items={[one.subject, <strong>{showMark(one)}</strong>, text.retest(day(one.source))]} />,
          })),
          ...records.decisions.map(one => ({
            title: one.pupil,
            detail: <Facts items={[<strong>{text.decisions[one.decided]}</strong>, one.reason, day(one.at)]} />,
          })),
        ]}
      />
      {seen.mayOversee && (
        <Row>
          <Adding seen={seen} refused={refused} act="reassessments" title={text.addTest}>
            {(typed, named) => (
              <>
                <PupilField named={named} pupils={pupils} typed={typed} label={all.awards.pupil} />
                <SubjectField named={named} records={records} typed={typed} label={all.exemptions.subject} />
                <TextField
                  name={named('value')}
                  label={all.outside.value}
                  help={all.outside.valueHelp}
                  value={typed.value}
                  width="short"
                />
                <DayField name={named('heldOn')} label={text.heldOn} value={typed.heldOn} />
              </>
            )}
          </Adding>
          <Adding seen={seen} refused={refused} act="decisions" title={text.addDecision}>
            {(typed, named) => (
              <>
                <PupilField named={named} pupils={pupils} typed={typed} label={all.awards.pupil} />
                <Select
                  name={named('decided')}
                  label={text.decided}
                  value={typed.decided}
                  options={(['promoted', 'not-promoted'] as const).map(each => ({
                    value: each,
                    label: text.decisions[each],
                  }))}
                />
                <TextField name={named('reason')} label={text.reason} value={typed.reason} maxLength={500} />
              </>
            )}
          </Adding>
        </Row>
      )}
    </Stack>
  );
}
