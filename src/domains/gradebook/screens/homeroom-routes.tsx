import { count } from '#platform/format.ts';
import { type Ask, performFor, routes } from '#platform/http/env.ts';
import { attempt } from '#platform/http/form.ts';
import { say } from '#platform/http/screen.tsx';
import { recordConduct } from '../commands/record-conduct.ts';
import { recordHealth } from '../commands/record-health.ts';
import { recordTraits } from '../commands/record-traits.ts';
import { conductLevels } from '../rules/conduct.ts';
import { readTraitLevel } from '../rules/traits.ts';
import { t } from '../words/index.ts';
import { backTo, bookPage, classOf, homeroomBase, typedCells, whereAsked } from './homeroom-book.tsx';
import { homeroomPath } from './homeroom-page.tsx';
import { recordRoutes } from './record-routes.ts';

/** What the homeroom teacher does around the sheets: conduct, traits, health, records, closing. */
export const homeroomRoutes = routes();
homeroomRoutes.route('/', recordRoutes);

homeroomRoutes.get(homeroomBase, ask => bookPage(ask));

const cellName = /^([a-z])-(\d{1,15})(?:-([a-z-]+))?$/;
function sayRows(ask: Ask, rows: number): void {
  const text = t(ask.var.language).homeroom;
  say(ask, rows > 0 ? 'done' : 'note', rows > 0 ? text.savedRows(count(rows)) : text.nothingChanged);
}

/** The revisions that were on the screen, by pupil. */
function seenRevisions(text: string | undefined): Record<string, number> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter(([, value]) => Number.isInteger(value) && value >= 0));
  } catch {
    return {};
  }
}

homeroomRoutes.post(`${homeroomBase}/conduct`, async ask => {
  const typed = await typedCells(ask);
  const { term } = whereAsked(ask);
  const seen = seenRevisions(typed.seen);
  const ids = [...new Set(Object.keys(typed).flatMap(name => cellName.exec(name)?.[2] ?? []))];
  const rows = ids.map(id => ({
    enrolmentId: Number(id),
    level: conductLevels.find(level => level === typed[`l-${id}`]) ?? null,
    comment: typed[`c-${id}`] ?? '',
    seen: seen[id] ?? 0,
  }));
  if (rows.length === 0) return backTo(ask, { part: 'conduct', term });
  const answer = await attempt(ask, () => performFor(ask, recordConduct, { ...classOf(ask), term, rows }));
  if (!answer.ok) return bookPage(ask, 'conduct', { act: 'conduct', typed, faults: answer.faults });
  const faults = answer.answer.rows.flatMap(row =>
    row.fault ? [{ field: `c-${row.enrolmentId}`, words: row.fault[ask.var.language] }] : [],
  );
  if (faults.length > 0) {
    // Where someone else's change stands, that is shown; what was typed elsewhere is kept.
    const conflicts = answer.answer.rows.filter(row => row.state === 'conflict').map(row => String(row.enrolmentId));
    const kept = Object.fromEntries(
      Object.entries(typed).filter(([name]) => !conflicts.includes(cellName.exec(name)?.[2] ?? '')),
    );
    return bookPage(ask, 'conduct', { act: 'conduct', typed: kept, faults });
  }
  sayRows(ask, answer.answer.rows.filter(row => row.state === 'saved').length);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'conduct', term }), 303);
});

homeroomRoutes.post(`${homeroomBase}/traits`, async ask => {
  const typed = await typedCells(ask);
  const { term, period } = whereAsked(ask);
  const text = t(ask.var.language).homeroom;
  const fill = typed.fill === 'Đ';
  const faults: { field: string; words: string }[] = [];
  const cells = Object.entries(typed).flatMap(([name, value]) => {
    const [, kind, id, traitKey] = cellName.exec(name) ?? [];
    if (kind !== 't' || !traitKey) return [];
    const level = fill && value === '' ? 'Đ' : readTraitLevel(value);
    if (level === undefined) faults.push({ field: name, words: text.traits.fault(value) });
    return level === undefined ? [] : [{ enrolmentId: Number(id), traitKey, level }];
  });
  if (cells.length === 0 && faults.length === 0) return backTo(ask, { part: 'traits', term, period });
  const saved =
    cells.length > 0
      ? await attempt(ask, () =>
          performFor(ask, recordTraits, { ...classOf(ask), term: term === 2 ? 2 : 1, period, cells }),
        )
      : undefined;
  if (saved && !saved.ok) faults.push(...saved.faults.map(fault => ({ field: fault.field ?? '', words: fault.words })));
  if (faults.length > 0) return bookPage(ask, 'traits', { act: 'traits', typed, faults });
  sayRows(ask, saved?.ok ? saved.answer.changed : 0);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'traits', term, period }), 303);
});

homeroomRoutes.post(`${homeroomBase}/health`, async ask => {
  const typed = await typedCells(ask);
  const ids = [...new Set(Object.keys(typed).flatMap(name => cellName.exec(name)?.[2] ?? []))];
  const rows = ids.map(id => ({
    enrolmentId: Number(id),
    height: typed[`h-${id}`] ?? '',
    weight: typed[`w-${id}`] ?? '',
    note: typed[`n-${id}`] ?? '',
  }));
  if (rows.length === 0) return backTo(ask, { part: 'health' });
  const { saved, faults } = await performFor(ask, recordHealth, { ...classOf(ask), rows });
  if (faults.length > 0)
    return bookPage(ask, 'health', {
      act: 'health',
      typed,
      faults: faults.map(({ field, enrolmentId, said }) => ({
        field: `${field[0]}-${enrolmentId}`,
        words: said[ask.var.language],
      })),
    });
  sayRows(ask, saved);
  return ask.redirect(homeroomPath(classOf(ask), { part: 'health' }), 303);
});
