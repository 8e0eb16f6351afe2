import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { setIndicatorCatalogue } from '../catalogue.ts';
import { unitsOwing } from '../rules/units-owing.ts';
import { specimenFile, specimenPlan } from '../specimens.ts';
import { addTarget, addTask } from './add-item.ts';
import { adoptPlan } from './adopt-plan.ts';
import { bindTarget } from './bind-target.ts';
import { bringPlan } from './bring-plan.ts';
import { correctDeadline } from './correct-deadline.ts';
import { correctPlan, withdrawPlan } from './correct-plan.ts';
import { correctTarget } from './correct-target.ts';
import { correctTask } from './correct-task.ts';
import { declareValue } from './declare-value.ts';
import { dropItem } from './drop-item.ts';
import { giveTask } from './give-task.ts';
import { handInReport } from './hand-in-report.ts';
import { makeUnitPlan } from './make-unit-plan.ts';
import { acceptTask, finishTask, reportTask, returnTask } from './move-task.ts';
import { settleLines } from './settle-line.ts';

const world = useSystem('2023-02-10T02:00:00Z');
let at: SmallProvince;
let leader: Actor;
let officer: Actor;
let office: Actor;
let principal: Actor;
let room = 0;

beforeAll(async () => {
  setIndicatorCatalogue([
    {
      key: 'gradebook',
      words: { vi: { name: 'Sổ điểm điện tử, học bạ điện tử', how: '' }, en: { name: '', how: '' } },
      origin: 'declared',
    },
    {
      key: 'fees',
      words: { vi: { name: 'Học phí không dùng tiền mặt', how: '' }, en: { name: '', how: '' } },
      origin: 'declared',
    },
  ]);
  at = await smallProvince(world());
  const { rows } = await sql<{
    place_id: number;
  }>`insert into directory.place (kind, from_day) values ('room', '2022-01-01') returning place_id`.execute(
    world().database.tables,
  );
  room = rows[0]?.place_id ?? 0;
  await at.write(
    `insert into directory.place_version (place_id, from_day, name, short_name, parent_id) values ($1, '2022-01-01', 'Văn phòng', 'Văn phòng', $2)`,
    [room, at.department],
  );
  for (const within of [room, at.department, at.province])
    await at.write(`insert into platform.place_within (within_id, place_id, from_day) values ($1, $2, '2022-01-01')`, [
      within,
      room,
    ]);
  leader = await at.person('leader', at.department);
  officer = await at.person('officer', at.department);
  office = await at.person('leader', at.districts[0]?.office ?? 0);
  principal = await at.person('principal', at.upperSecondary);
});

const bring = (actor: Actor) =>
  perform(world(), actor, bringPlan, { placeId: at.department, file: specimenFile(), ...specimenPlan });
const tables = () => world().database.tables;
const targetsOf = (planId: number) =>
  tables().selectFrom('steering.target').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
const tasksOf = (planId: number) =>
  tables().selectFrom('steering.task').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
const deadlinesOf = (planId: number) =>
  tables().selectFrom('steering.deadline').selectAll().where('plan_id', '=', planId).orderBy('due_on').execute();
const lastAudit = () =>
  tables()
    .selectFrom('platform.audit_entry')
    .selectAll()
    .orderBy('audit_entry_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
/** The queue is the owner's: nobody else reads it. */
async function announced(): Promise<{ event: string; data: Record<string, number> }[]> {
  const owner = new pg.Client({ connectionString: world().database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(
    `select payload->>'event' as event, payload->'data' as data from graphile_worker._private_jobs`,
  );
  await owner.end();
  return rows;
}

/** A draft with nothing left open. */
async function reviewed(): Promise<number> {
  const planId = await bring(officer);
  const bare = (await targetsOf(planId)).find(one => !one.comparator_named);
  await perform(world(), officer, correctTarget, {
    planId,
    targetId: bare?.target_id ?? 0,
    name: 'Buổi dạy mẫu',
    comparator: 'at-least',
    valueTenths: 30,
    unit: 'count',
    scope: { words: '' },
    fromDay: '2023-01-01',
    untilDay: '2024-01-01',
  });
  const dayless = (await deadlinesOf(planId)).find(one => !one.day_named);
  await perform(world(), officer, dropItem, {
    planId,
    kind: 'deadline',
    itemId: dayless?.deadline_id ?? 0,
    why: 'Báo cáo hằng tháng không áp dụng',
  });
  await perform(world(), officer, settleLines, { planId, blocks: ['b10'] });
  return planId;
}

async function adopted(): Promise<number> {
  const planId = await reviewed();
  await perform(world(), leader, adoptPlan, { planId, day: '2023-02-10' });
  return planId;
}

describe('bringing a plan', () => {
  test('keeps the file and the reading, and drafts targets, tasks and deadlines', async () => {
    const planId = await bring(officer);
    const text = await tables()
      .selectFrom('steering.plan_text')
      .selectAll()
      .where('plan_id', '=', planId)
      .executeTakeFirstOrThrow();
    const plan = await tables()
      .selectFrom('steering.plan')
      .selectAll()
      .where('plan_id', '=', planId)
      .executeTakeFirstOrThrow();
    const kept = await tables()
      .selectFrom('platform.kept_file')
      .selectAll()
      .where('kept_file_id', '=', plan.kept_file_id ?? 0)
      .executeTakeFirstOrThrow();
    expect(text).toMatchObject({ file_name: 'ke-hoach-mau.txt', sha256: kept.sha256, blocks: specimenPlan.blocks });
    expect(plan).toMatchObject({ number: '07/KH-MAU', from_day: '2023-01-01', until_day: '2024-01-01' });
    expect((await targetsOf(planId)).map(one => [one.value_tenths, one.indicator])).toEqual([
      [1000, 'gradebook'],
      [500, 'fees'],
      [200, null],
      [1000, null],
      [30, null],
    ]);
    const tasks = await tasksOf(planId);
    expect(tasks.map(one => one.last_day)).toEqual(['2023-02-24', null]);
    const units = await tables()
      .selectFrom('steering.task_unit')
      .selectAll()
      .where(
        'task_id',
        'in',
        tasks.map(one => one.task_id),
      )
      .orderBy('task_id')
      .execute();
    expect(units.map(one => [one.place_id, one.part])).toEqual([
      [at.upperSecondary, 'lead'],
      [room, 'lead'],
    ]);
    expect(tasks[1]?.said).toMatchObject({ unknown: ['Sở Tài chính'] });
    const offices = at.districts.map(one => one.office);
    expect((await deadlinesOf(planId)).map(one => [one.last_day, unitsOwing(one.units).placeIds])).toEqual([
      ['2023-02-24', [at.upperSecondary]],
      ['2023-05-31', offices],
      ['2023-12-05', offices],
      ['2023-12-31', offices],
    ]);
    expect(
      await tables().selectFrom('steering.published_task').selectAll().where('plan_id', '=', planId).execute(),
    ).toEqual([]);
  });

  test('the number of statements does not grow with the plan', async () => {
    const many = {
      ...specimenPlan,
      read: {
        ...specimenPlan.read,
        targets: Array.from({ length: 40 }, () => specimenPlan.read.targets).flat(),
        tasks: Array.from({ length: 40 }, () => specimenPlan.read.tasks).flat(),
      },
    };
    const few = await countQueries(() => bring(officer));
    const more = await countQueries(() =>
      perform(world(), officer, bringPlan, { placeId: at.department, file: specimenFile(), ...many }),
    );
    expect(more.queries.length).toBe(few.queries.length);
  });

  test('is refused to those below, to visitors, and for an empty document', async () => {
    await expect(bring(principal)).rejects.toThrow(NotAllowed);
    await expect(bring(visitor('2023-02-10'))).rejects.toThrow(NotAllowed);
    await expect(
      perform(world(), officer, bringPlan, {
        placeId: at.department,
        file: specimenFile(),
        blocks: [],
        read: specimenPlan.read,
      }),
    ).rejects.toMatchObject({ code: 'no-text', field: 'file' });
  });
});

describe('the review', () => {
  test('a correction is kept in the audit with old and new; the text stays', async () => {
    const planId = await bring(officer);
    const [target] = await targetsOf(planId);
    await perform(world(), officer, correctTarget, {
      planId,
      targetId: target?.target_id ?? 0,
      name: 'Sổ điểm điện tử',
      comparator: 'at-least',
      valueTenths: 955,
      unit: 'percent',
      scope: { words: 'trường phổ thông', levels: ['primary'] },
      fromDay: '2023-01-01',
      untilDay: '2024-01-01',
    });
    expect(await lastAudit()).toMatchObject({
      event: 'target.corrected',
      data: {
        before: { comparator: 'exactly', value_tenths: 1000 },
        after: { comparator: 'at-least', value_tenths: 955 },
      },
    });
    expect((await targetsOf(planId))[0]).toMatchObject({
      text: target?.text,
      text_place: target?.text_place,
      value_tenths: 955,
    });
  });

  test('a task and a deadline are for units within reach only', async () => {
    const planId = await bring(officer);
    const [task] = await tasksOf(planId);
    const [deadline] = await deadlinesOf(planId);
    const correct = (lead: number[]) =>
      perform(world(), officer, correctTask, {
        planId,
        taskId: task?.task_id ?? 0,
        title: 'Lập kế hoạch',
        dueOn: '2023-02-25',
        inclusive: true,
        lead,
        cooperate: [room],
      });
    await correct([at.upperSecondary, at.districts[0]?.office ?? 0]);
    expect((await lastAudit()).data).toMatchObject({
      before: { inclusive: false, lead: [at.upperSecondary], cooperate: [] },
      after: { inclusive: true, cooperate: [room] },
    });
    await expect(correct([at.province])).rejects.toMatchObject({ code: 'no-units' });
    const owe = (placeIds: number[]) =>
      perform(world(), officer, correctDeadline, {
        planId,
        deadlineId: deadline?.deadline_id ?? 0,
        kind: 'unit-plan',
        title: 'Kế hoạch đơn vị',
        dueOn: '2023-02-25',
        inclusive: true,
        placeIds,
      });
    await owe([at.upperSecondary]);
    expect((await deadlinesOf(planId))[0]).toMatchObject({
      last_day: '2023-02-25',
      units: { words: ['Các đơn vị trực thuộc Sở'] },
    });
    await expect(owe([9_999_999])).rejects.toMatchObject({ code: 'no-units' });
  });

  test('the period moves the targets that ran as long', async () => {
    const planId = await bring(officer);
    await perform(world(), officer, correctPlan, {
      planId,
      title: 'Kế hoạch năm học',
      number: '',
      issuedOn: null,
      fromDay: '2023-02-01',
      untilDay: '2023-09-01',
    });
    expect(new Set((await targetsOf(planId)).map(one => `${one.from_day} ${one.until_day}`))).toEqual(
      new Set(['2023-02-01 2023-09-01']),
    );
    await expect(
      perform(world(), officer, correctPlan, {
        planId,
        title: 'x',
        number: null,
        issuedOn: null,
        fromDay: '2023-02-01',
        untilDay: '2023-02-01',
      }),
    ).rejects.toMatchObject({ code: 'until-before-from', field: 'untilDay' });
  });

  test('an unrecognised line becomes a target or a task, and keeps its place', async () => {
    const planId = await bring(officer);
    const made = await perform(world(), officer, addTarget, {
      planId,
      block: 'b10',
      text: 'Một câu mà máy không hiểu.',
      name: 'Điều máy chưa hiểu',
      comparator: 'at-least',
      valueTenths: 100,
      unit: 'percent',
      scope: { words: '' },
      fromDay: '2023-01-01',
      untilDay: '2024-01-01',
    });
    const [target] = await tables().selectFrom('steering.target').selectAll().where('target_id', '=', made).execute();
    expect(target).toMatchObject({ position: 6, text_place: { blocks: ['b10'] } });
    expect(
      await tables().selectFrom('steering.line_settled').select('became').where('plan_id', '=', planId).execute(),
    ).toEqual([{ became: 'target' }]);
    await perform(world(), officer, addTask, {
      planId,
      title: 'Việc thêm',
      text: '',
      dueOn: null,
      inclusive: true,
      lead: [room],
      cooperate: [],
    });
    await expect(perform(world(), officer, settleLines, { planId, blocks: ['b3'] })).rejects.toMatchObject({
      code: 'not-a-line',
    });
  });

  test('a draft that was brought by mistake is withdrawn', async () => {
    const planId = await bring(officer);
    await perform(world(), officer, withdrawPlan, { planId, why: 'nhầm tệp' });
    await expect(perform(world(), leader, adoptPlan, { planId, day: '2023-02-10', linesRead: true })).rejects.toThrow(
      NotAllowed,
    );
    expect(
      await tables().selectFrom('steering.published_plan').select('plan_id').where('plan_id', '=', planId).execute(),
    ).toEqual([]);
  });

  test('a target is bound to an indicator we have, or to none', async () => {
    const planId = await bring(officer);
    const [target] = await targetsOf(planId);
    const bind = (actor: Actor, indicator: string | null) =>
      perform(world(), actor, bindTarget, { planId, targetId: target?.target_id ?? 0, indicator });
    await bind(officer, null);
    expect((await lastAudit()).data).toMatchObject({ before: { indicator: 'gradebook' }, after: { indicator: null } });
    await expect(bind(officer, 'no-such')).rejects.toMatchObject({ code: 'no-indicator' });
    await expect(bind(principal, 'fees')).rejects.toThrow(NotAllowed);
  });
});

describe('adoption', () => {
  test('waits for every open question, and is the leader’s', async () => {
    const planId = await bring(officer);
    const adopt = (actor: Actor, linesRead = false, day = '2023-02-10') =>
      perform(world(), actor, adoptPlan, { planId, day, linesRead });
    await expect(adopt(officer)).rejects.toThrow(NotAllowed);
    await expect(adopt(leader, false, '2023-02-11')).rejects.toMatchObject({ code: 'adopt-too-early' });
    await expect(adopt(leader)).rejects.toMatchObject({ code: 'no-comparator' });
    const bare = (await targetsOf(planId)).find(one => !one.comparator_named);
    await perform(world(), officer, dropItem, {
      planId,
      kind: 'target',
      itemId: bare?.target_id ?? 0,
      why: 'không phải chỉ tiêu',
    });
    await expect(adopt(leader)).rejects.toMatchObject({ code: 'no-day' });
    const dayless = (await deadlinesOf(planId)).find(one => !one.day_named);
    await perform(world(), officer, dropItem, {
      planId,
      kind: 'deadline',
      itemId: dayless?.deadline_id ?? 0,
      why: 'không áp dụng',
    });
    await expect(adopt(leader)).rejects.toMatchObject({ code: 'unrecognised-open' });
    await adopt(leader, true);
    expect((await lastAudit()).data).toMatchObject({ tasksGiven: 2, linesUnsettled: 1 });
    expect(await announced()).toContainEqual({ event: 'steering.plan-adopted', data: { planId } });
    await expect(adopt(leader, true)).rejects.toMatchObject({ code: 'plan-adopted' });
    await expect(
      perform(world(), officer, dropItem, { planId, kind: 'target', itemId: 1, why: 'x' }),
    ).rejects.toMatchObject({ code: 'plan-adopted' });
  });

  test('gives the tasks to their units and publishes what is in force', async () => {
    const planId = await adopted();
    const tasks = await tables()
      .selectFrom('steering.published_task')
      .selectAll()
      .where('plan_id', '=', planId)
      .orderBy('task_id')
      .execute();
    expect(tasks.map(one => [one.place_id, one.part, one.step, one.step_day])).toEqual([
      [at.upperSecondary, 'lead', 'given', '2023-02-10'],
      [room, 'lead', 'given', '2023-02-10'],
    ]);
    expect(
      await tables()
        .selectFrom('steering.published_deadline')
        .select('last_day')
        .where('plan_id', '=', planId)
        .orderBy('due_on')
        .execute(),
    ).toEqual([{ last_day: '2023-02-24' }, { last_day: '2023-05-31' }, { last_day: '2023-12-05' }]);
  });
});

describe('what units owe', () => {
  test('a unit adopts its own plan under the plan above', async () => {
    const planId = await adopted();
    const make = (actor: Actor, placeId = at.upperSecondary) =>
      perform(world(), actor, makeUnitPlan, {
        placeId,
        parentPlanId: planId,
        title: 'Kế hoạch của trường',
        adoptedOn: '2023-02-09',
        summary: 'Dùng sổ điểm điện tử ở mọi lớp.',
      });
    const unitPlan = await make(principal);
    expect(
      await tables()
        .selectFrom('steering.published_plan')
        .select(['parent_plan_id', 'adopted_on', 'until_day'])
        .where('plan_id', '=', unitPlan)
        .execute(),
    ).toEqual([{ parent_plan_id: planId, adopted_on: '2023-02-09', until_day: '2024-01-01' }]);
    expect(await announced()).toContainEqual({
      event: 'steering.unit-plan-adopted',
      data: { planId, placeId: at.upperSecondary },
    });
    await expect(make(officer)).rejects.toThrow(NotAllowed);
    await expect(make(leader, at.department)).rejects.toMatchObject({ code: 'parent-not-above' });
  });

  test('a report is handed in by who owes it', async () => {
    const planId = await adopted();
    const report = (await deadlinesOf(planId)).find(one => one.kind === 'report');
    const [mine = 0, other = 0] = at.districts.map(one => one.office);
    const handIn = (placeId: number, text = 'Đã làm xong ba việc.') =>
      perform(world(), office, handInReport, { deadlineId: report?.deadline_id ?? 0, placeId, text });
    await handIn(mine);
    expect(
      await tables()
        .selectFrom('steering.published_report')
        .select(['place_id', 'handed_in_on'])
        .where('deadline_id', '=', report?.deadline_id ?? 0)
        .execute(),
    ).toEqual([{ place_id: mine, handed_in_on: '2023-02-10' }]);
    await expect(handIn(mine, '')).rejects.toMatchObject({ code: 'report-empty', field: 'text' });
    await expect(handIn(other)).rejects.toThrow(NotAllowed);
    await expect(
      perform(world(), principal, handInReport, {
        deadlineId: report?.deadline_id ?? 0,
        placeId: at.upperSecondary,
        text: 'x',
      }),
    ).rejects.toMatchObject({ code: 'not-asked' });
  });
});

describe('a task', () => {
  test('is given to many units; each goes its own way', async () => {
    const schools = at.schools.slice(0, 3);
    const taskId = await perform(world(), officer, giveTask, {
      placeId: at.department,
      title: 'Cập nhật số định danh',
      text: '',
      dueOn: '2023-02-20',
      lead: [...schools, at.upperSecondary],
    });
    const move = { taskId, placeId: at.upperSecondary };
    await expect(perform(world(), officer, finishTask, move)).rejects.toMatchObject({ code: 'step-not-now' });
    await expect(perform(world(), officer, acceptTask, move)).rejects.toThrow(NotAllowed);
    await perform(world(), principal, acceptTask, move);
    await expect(perform(world(), principal, reportTask, { ...move, note: '' })).rejects.toMatchObject({
      code: 'report-empty',
    });
    await expect(
      perform(world(), principal, reportTask, { ...move, note: 'Xong', evidence: { link: 'javascript:alert(1)' } }),
    ).rejects.toMatchObject({ code: 'link-wrong', field: 'link' });
    await perform(world(), principal, reportTask, {
      ...move,
      note: 'Đủ 100%',
      evidence: { files: [specimenFile()], link: 'https://example.edu.vn/minh-chung' },
    });
    await expect(perform(world(), principal, finishTask, move)).rejects.toThrow(NotAllowed);
    await perform(world(), officer, returnTask, { ...move, note: 'Thiếu lớp 12' });
    await perform(world(), principal, reportTask, { ...move, note: 'Đã bổ sung' });
    await perform(world(), officer, finishTask, move);
    const steps = await tables()
      .selectFrom('steering.task_step')
      .select('step')
      .where('task_id', '=', taskId)
      .where('place_id', '=', at.upperSecondary)
      .orderBy('task_step_id')
      .execute();
    expect(steps.map(one => one.step)).toEqual(['given', 'accepted', 'reported', 'returned', 'reported', 'done']);
    const states = await tables()
      .selectFrom('steering.published_task')
      .select(['place_id', 'step'])
      .where('task_id', '=', taskId)
      .orderBy('place_id')
      .execute();
    expect(states.filter(one => one.step === 'given').map(one => one.place_id)).toEqual(schools);
    expect(await tables().selectFrom('steering.evidence').select('title').orderBy('evidence_id').execute()).toEqual([
      { title: 'ke-hoach-mau.txt' },
      { title: 'https://example.edu.vn/minh-chung' },
    ]);
  });

  test('is not given beyond one’s reach, to nobody, or for yesterday', async () => {
    const give = (actor: Actor, placeId: number, lead: number[], dueOn: string | null = null) =>
      perform(world(), actor, giveTask, { placeId, title: 'x', text: '', dueOn, lead });
    await expect(give(principal, at.department, [at.upperSecondary])).rejects.toThrow(NotAllowed);
    await expect(give(office, at.districts[0]?.office ?? 0, [at.upperSecondary])).rejects.toMatchObject({
      code: 'no-units',
    });
    await expect(give(officer, at.department, [])).rejects.toMatchObject({ code: 'no-units' });
    await expect(give(officer, at.department, [at.upperSecondary], '2023-02-09')).rejects.toMatchObject({
      code: 'due-before-today',
    });
  });
});

describe('a declared value', () => {
  test('is the unit’s own, with evidence; an inspector’s stands beside it', async () => {
    const planId = await adopted();
    const [target] = await targetsOf(planId);
    const given = {
      targetId: target?.target_id ?? 0,
      placeId: at.upperSecondary,
      numerator: 1,
      denominator: 1,
      onDay: '2023-02-09',
      note: 'Theo biên bản số 1',
      origin: 'declared' as const,
    };
    await perform(world(), principal, declareValue, given);
    await perform(world(), principal, declareValue, { ...given, numerator: 0, note: 'Đính chính' });
    await perform(world(), officer, declareValue, { ...given, origin: 'inspected', note: 'Kiểm tra tại trường' });
    const shown = await tables()
      .selectFrom('steering.published_declaration')
      .select(['origin', 'numerator', 'note'])
      .where('target_id', '=', given.targetId)
      .orderBy('origin')
      .execute();
    expect(shown).toEqual([
      { origin: 'declared', numerator: 0, note: 'Đính chính' },
      { origin: 'inspected', numerator: 1, note: 'Kiểm tra tại trường' },
    ]);
    expect(await announced()).toContainEqual({
      event: 'steering.declared',
      data: { targetId: given.targetId, placeId: at.upperSecondary },
    });
    await expect(perform(world(), officer, declareValue, given)).rejects.toThrow(NotAllowed);
    await expect(perform(world(), principal, declareValue, { ...given, origin: 'inspected' })).rejects.toThrow(
      NotAllowed,
    );
    for (const [change, code] of [
      [{ numerator: 2 }, 'more-than-all'],
      [{ numerator: 0, denominator: 0 }, 'whole-is-zero'],
      [{ onDay: '2023-02-11' }, 'day-ahead'],
      [{ onDay: '2022-12-31' }, 'day-outside'],
      [{ note: '' }, 'evidence-needed'],
    ] as const)
      await expect(perform(world(), principal, declareValue, { ...given, ...change }), code).rejects.toMatchObject({
        code,
      });
  });

  test('is not taken for a draft', async () => {
    const planId = await bring(officer);
    const [target] = await targetsOf(planId);
    await expect(
      perform(world(), principal, declareValue, {
        targetId: target?.target_id ?? 0,
        placeId: at.upperSecondary,
        numerator: 1,
        denominator: 1,
        onDay: '2023-02-09',
        note: 'x',
        origin: 'declared',
      }),
    ).rejects.toMatchObject({ code: 'not-in-force' });
  });
});
