import { day } from '#platform/format.ts';
import { DayField, Facts, LinkList, Row, Select, Stack, TextField } from '#ui';
import { exemptionKinds } from '../commands/give-exemption.ts';
import { awardKinds } from '../commands/record-award.ts';
import { showMark } from '../rules/read-mark.ts';
import { t } from '../words/index.ts';
import { AddRecord, type RecordProps, RowAct, SubjectField } from './record-form.tsx';

/** Awards, exemptions, results from elsewhere, what the summer brought: lists, each with the form that adds to it. */
export function Records(props: RecordProps) {
  return (
    <Stack>
      <Awards {...props} />
      <Exemptions {...props} />
      <Outside {...props} />
      <Summer {...props} />
    </Stack>
  );
}

function Awards(props: RecordProps) {
  const { seen, records, language } = props;
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
              {mayWrite && <RowAct seen={seen} act="awards/withdraw" id={award.id} label={text.withdraw} />}
            </>
          ),
        }))}
      />
      {mayWrite && (
        <AddRecord {...props} act="awards" title={text.add}>
          {field => (
            <>
              <Select
                {...field('kind')}
                label={text.kind}
                help={text.kindHelp}
                options={awardKinds.map(kind => ({ value: kind, label: text.kinds[kind] }))}
              />
              <TextField {...field('content')} label={text.content} maxLength={500} />
              <TextField {...field('document')} label={text.document} maxLength={200} optional />
            </>
          )}
        </AddRecord>
      )}
    </Stack>
  );
}

function Exemptions(props: RecordProps) {
  const { seen, records, language } = props;
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
              {seen.mayOversee && !one.endedAt && (
                <RowAct seen={seen} act="exemptions/end" id={one.id} label={text.end} />
              )}
            </>
          ),
        }))}
      />
      {seen.mayOversee && (
        <AddRecord {...props} act="exemptions" title={text.add}>
          {field => (
            <>
              <Select
                {...field('kind')}
                label={all.awards.kind}
                help={text.who}
                options={exemptionKinds.map(kind => ({ value: kind, label: text.kinds[kind] }))}
              />
              <SubjectField field={field} records={records} language={language} help={text.subjectHelp} />
              <TextField {...field('reason')} label={text.reason} maxLength={500} />
              <TextField {...field('document')} label={text.document} maxLength={200} optional />
            </>
          )}
        </AddRecord>
      )}
    </Stack>
  );
}

function Outside(props: RecordProps) {
  const { seen, records, language } = props;
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
        <AddRecord {...props} act="outside" title={text.add}>
          {field => (
            <>
              <Select
                {...field('term')}
                label={text.term}
                choose={false}
                width="short"
                options={([1, 2] as const).map(term => ({ value: String(term), label: all.term(term) }))}
              />
              <SubjectField field={field} records={records} language={language} />
              <TextField {...field('value')} label={text.value} help={text.valueHelp} width="short" />
              <TextField {...field('source')} label={text.source} help={text.sourceHelp} maxLength={300} />
            </>
          )}
        </AddRecord>
      )}
    </Stack>
  );
}

function Summer(props: RecordProps) {
  const { seen, records, language } = props;
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
          <AddRecord {...props} act="reassessments" title={text.addTest}>
            {field => (
              <>
                <SubjectField field={field} records={records} language={language} />
                <TextField {...field('value')} label={all.outside.value} help={all.outside.valueHelp} width="short" />
                <DayField {...field('heldOn')} label={text.heldOn} />
              </>
            )}
          </AddRecord>
          <AddRecord {...props} act="decisions" title={text.addDecision}>
            {field => (
              <>
                <Select
                  {...field('decided')}
                  label={text.decided}
                  options={(['promoted', 'not-promoted'] as const).map(each => ({
                    value: each,
                    label: text.decisions[each],
                  }))}
                />
                <TextField {...field('reason')} label={text.reason} maxLength={500} />
              </>
            )}
          </AddRecord>
        </Row>
      )}
    </Stack>
  );
}
