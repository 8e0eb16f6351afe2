import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type TargetLine, type UnitLine, unitsOf } from '#indicators';
import { count, dayTime, number, percent, day as sayDay } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { readFor } from '#platform/http/env.ts';
import { makePdf } from '#platform/paper/paper.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import { wordsIn } from '#ui';
import { t } from '../words.ts';
import { readBoard } from './board-data.ts';
import { sayCoverage, sayGoal, sayOrigin, sayValue } from './say-target.ts';
import { openTarget, readTarget } from './target-data.ts';
import { stateAsked } from './units.tsx';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const template = readFileSync(path.join(import.meta.dirname, 'board.typ'), 'utf8');

/** A download with a name a person finds again, in letters every system keeps. */
const file = (ask: Ask, bytes: Uint8Array, type: string, name: string): Response =>
  ask.body(Buffer.from(bytes), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  });

const rounded = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Math.round(value * 10) / 10;

/** The board as a table to calculate on. */
export async function boardSheet(ask: Ask): Promise<Response> {
  const data = await readBoard(ask);
  if (data === 'no-plan') throw new NotAllowed();
  const { language } = ask.var;
  const text = t(language);
  const { heads } = text.board;
  const columns: TableColumn<TargetLine>[] = [
    { heading: heads.target, kind: 'text', width: 60, value: line => line.name },
    { heading: text.board.goal('', '%').trim(), kind: 'text', width: 18, value: line => sayGoal(line, text) },
    { heading: `${heads.now} (%)`, kind: 'number', value: line => rounded(line.main?.percent) },
    {
      heading: text.target.heads.counted,
      kind: 'number',
      value: line => (line.main?.denominator ? line.main.numerator : null),
    },
    { heading: '/', kind: 'number', value: line => line.main?.denominator || null },
    { heading: heads.state, kind: 'text', value: line => wordsIn(language).states[line.standing] },
    {
      heading: text.target.declarationHeads.origin,
      kind: 'text',
      width: 20,
      value: line => sayOrigin(line, data.day, text),
    },
    { heading: text.origins.declared, kind: 'number', value: line => rounded(line.declared?.percent) },
    { heading: text.target.filters.behind, kind: 'number', value: line => line.unitsBehind },
    { heading: text.target.filters.silent, kind: 'number', value: line => line.unitsSilent },
    {
      heading: text.board.unitsOf('', ''),
      kind: 'text',
      width: 18,
      value: line => sayCoverage(line.main, text) ?? null,
    },
  ];
  return file(
    ask,
    await writeTable(columns, data.lines, { title: text.nav.targets }),
    XLSX,
    `chi-tieu-${data.plan.planId}-${data.day}.xlsx`,
  );
}

/** The board on paper. */
export async function boardPaper(ask: Ask): Promise<Response> {
  const data = await readBoard(ask);
  if (data === 'no-plan') throw new NotAllowed();
  const { language, system } = ask.var;
  const text = t(language);
  const now = system.clock.now();
  const { heads } = text.board;
  const pdf = makePdf(
    template,
    {
      language,
      title: data.plan.title,
      place: data.place.name,
      source: text.board.source,
      printed: dayTime(now, language),
      facts: [
        text.board.targets(count(data.lines.length)),
        text.board.asItWas(sayDay(data.day)),
        data.schools && text.board.coverage(count(data.schools.counted), count(data.schools.expected)),
      ]
        .filter(Boolean)
        .join(' · '),
      heads: [
        heads.target,
        heads.now,
        heads.against,
        heads.state,
        text.target.declarationHeads.origin,
        text.board.place,
      ],
      rows: data.lines.map(line => ({
        name: line.name,
        goalSaid: sayGoal(line, text),
        value: sayValue(line),
        percent: line.main?.percent ?? null,
        goal: line.valueTenths / 10,
        state: line.standing,
        stateSaid: wordsIn(language).states[line.standing],
        origin: sayOrigin(line, data.day, text),
        coverage: sayCoverage(line.main, text) ?? '–',
      })),
    },
    now,
  );
  return file(ask, pdf, 'application/pdf', `chi-tieu-${data.plan.planId}-${data.day}.pdf`);
}

/** One target on paper: by district, or by unit where the place has no districts. */
export async function targetPaper(ask: Ask): Promise<Response> {
  const data = await readTarget(ask, Number(ask.req.query('within')) || undefined);
  const { language, system } = ask.var;
  const text = t(language);
  const now = system.clock.now();
  const { line, place, plan, day } = data;
  const { heads } = text.target;
  const lines = [
    ...data.groups.map(group => ({ ...group, coverage: `${count(group.unitsReached)}/${count(group.unitsExpected)}` })),
    ...data.units.units.map(unit => ({ ...unit, coverage: '' })),
  ];
  const pdf = makePdf(
    template,
    {
      language,
      title: line.name,
      place: `${plan.title} · ${place.name}`,
      source: text.board.source,
      printed: dayTime(now, language),
      facts: [
        `${sayValue(line)} · ${wordsIn(language).states[line.standing]}`,
        sayGoal(line, text),
        sayOrigin(line, day, text),
        text.board.asItWas(sayDay(day)),
      ].join(' · '),
      heads: [heads.unit, heads.share, heads.against, heads.state, heads.counted, heads.reached],
      rows: lines.map(one => ({
        name: one.name,
        goalSaid: '',
        value: percent(one.percent),
        percent: one.percent,
        goal: line.valueTenths / 10,
        state: one.standing,
        stateSaid: wordsIn(language).states[one.standing],
        origin: one.denominator > 0 ? `${number(one.numerator)}/${number(one.denominator)}` : '–',
        coverage: one.coverage,
      })),
    },
    now,
  );
  return file(ask, pdf, 'application/pdf', `chi-tieu-${plan.planId}-${line.targetId}-${day}.pdf`);
}

const MOST_UNITS = 10_000;

/** The units behind a target, all of them or those that stand so. */
export async function unitsSheet(ask: Ask): Promise<Response> {
  const within = Number(ask.req.query('within')) || undefined;
  const { opened, found } = await readFor(ask, 'indicators', async db => {
    const opened = await openTarget(db, ask, ask.var.actor, within);
    return {
      opened,
      found: await unitsOf(db, ask.var.actor, opened.line, {
        placeId: opened.place.placeId,
        day: opened.day,
        state: stateAsked(ask),
        pageSize: MOST_UNITS,
      }),
    };
  });
  const { language } = ask.var;
  const text = t(language);
  const { heads } = text.target;
  const columns: TableColumn<UnitLine>[] = [
    { heading: heads.unit, kind: 'text', width: 50, value: unit => unit.name },
    { heading: `${heads.share} (%)`, kind: 'number', value: unit => rounded(unit.percent) },
    { heading: heads.counted, kind: 'number', value: unit => (unit.denominator ? unit.numerator : null) },
    { heading: '/', kind: 'number', value: unit => unit.denominator || null },
    { heading: `${heads.declared} (%)`, kind: 'number', value: unit => rounded(unit.declared) },
    { heading: heads.state, kind: 'text', value: unit => wordsIn(language).states[unit.standing] },
    { heading: heads.fresh, kind: 'text', value: unit => (unit.newestRecordAt ? sayDay(unit.newestRecordAt) : null) },
  ];
  return file(
    ask,
    await writeTable(columns, found.units, { title: text.target.byUnit }),
    XLSX,
    `don-vi-${opened.line.targetId}-${opened.day}.xlsx`,
  );
}
