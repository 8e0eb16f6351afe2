import { dayTime } from '#platform/format.ts';
import type { Language } from '#platform/words.ts';
import {
  Button,
  CsrfField,
  Dialog,
  Empty,
  Facts,
  FaultSummary,
  type FieldFault,
  Form,
  Panel,
  Row,
  Stack,
  StateChip,
  TextField,
} from '#ui';
import type { CorrectionSeen } from '../queries/corrections.ts';
import { showMark } from '../rules/read-mark.ts';
import { t } from '../words/index.ts';
import { sheetPath } from './mark-sheet.tsx';

interface Props {
  schoolId: number;
  corrections: CorrectionSeen[];
  refused: { correctionId: number; faults: FieldFault[]; note: string } | undefined;
  language: Language;
}

/** What waits for the reader first, then the others. */
export function CorrectionList(props: Props) {
  const text = t(props.language).oversight.corrections;
  if (props.corrections.length === 0) return <Empty text={text.empty} />;
  const mine = props.corrections.filter(each => each.mayConfirm || each.mayApprove);
  const others = props.corrections.filter(each => !mine.includes(each));
  return (
    <Stack>
      {[[text.waitsForMe, mine] as const, [mine.length > 0 ? text.others : undefined, others] as const]
        .filter(([, group]) => group.length > 0)
        .map(([title, group]) => (
          <Panel {...(title ? { title } : {})}>
            <Stack>
              {group.map(one => (
                <Correction {...props} one={one} />
              ))}
            </Stack>
          </Panel>
        ))}
    </Stack>
  );
}

function Correction(props: Props & { one: CorrectionSeen }) {
  const { one, schoolId, refused, language } = props;
  const all = t(language);
  const text = all.oversight.corrections;
  const mine = refused?.correctionId === one.correctionId ? refused : undefined;
  const general = mine?.faults.filter(fault => fault.field === undefined) ?? [];
  const shown = (mark: CorrectionSeen['old']) => showMark(mark) || text.none;
  return (
    <article class="stack" id={`correction-${one.correctionId}`}>
      <FaultSummary faults={general} />
      <div>
        <p>
          <strong>{one.pupil}</strong>: <strong>{text.change(shown(one.old), shown(one.new))}</strong>
        </p>
        <Facts
          items={[
            <a href={sheetPath({ schoolId, courseId: one.courseId, term: one.term })}>
              {`${one.subject} ${one.klass}`}
            </a>,
            all.sheet.term(one.term),
            all.sheet.columnName(one.kind, one.number),
            text.asked(one.askedBy ?? text.someone, dayTime(one.askedAt, language)),
          ]}
        />
        <p>{`${text.reason}: ${one.reason}`}</p>
        {one.steps.map(step => (
          <Facts
            items={[
              text.steps[step.step],
              step.by,
              dayTime(step.at, language),
              step.samePerson && text.samePerson,
              step.note,
            ]}
          />
        ))}
        <Standing one={one} language={language} />
      </div>
      <Acts {...props} mine={mine} />
    </article>
  );
}

function Standing({ one, language }: { one: CorrectionSeen; language: Language }) {
  const text = t(language).oversight.corrections;
  const last = one.steps.at(-1)?.step;
  const chip =
    last === 'approved'
      ? (['ok', text.steps.approved] as const)
      : last === 'refused' || last === 'withdrawn'
        ? (['silent', text.steps[last]] as const)
        : (['near', last === 'confirmed' ? text.waits.approve : text.waits.confirm] as const);
  return (
    <p>
      <StateChip state={chip[0]}>{chip[1]}</StateChip>
    </p>
  );
}

function Acts({ one, schoolId, mine, language }: Props & { one: CorrectionSeen; mine: Props['refused'] }) {
  const text = t(language).oversight.corrections;
  const path = (act: string) => `/schools/${schoolId}/corrections/${one.correctionId}/${act}`;
  const press = (act: string, label: string, filled = false) => (
    <form method="post" action={path(act)}>
      <CsrfField />
      <Button filled={filled} quiet={!filled}>
        {label}
      </Button>
    </form>
  );
  if (!one.mayConfirm && !one.mayApprove && !one.mayRefuse && !one.mayWithdraw) return null;
  const name = `note-${one.correctionId}`;
  return (
    <Row>
      {one.mayApprove && press('approve', text.approve, true)}
      {one.mayConfirm && press('confirm', text.confirm, true)}
      {one.mayRefuse && (
        <Dialog title={text.refuse} opens={text.refuse} open={mine?.faults.some(fault => fault.field) ?? false}>
          <Form
            action={path('refuse')}
            faults={mine?.faults.filter(fault => fault.field) ?? []}
            buttons={<Button filled>{text.refuse}</Button>}
          >
            <TextField name={name} label={text.refuseWhy} value={mine?.note} lines={2} maxLength={500} />
          </Form>
        </Dialog>
      )}
      {one.mayWithdraw && press('withdraw', text.withdraw)}
    </Row>
  );
}
