import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findIndicator, refresh } from '#indicators';
import { addDays } from '#platform/clock.ts';
import type { Indicator } from '#platform/indicator.ts';
import { readWide } from '#platform/work.ts';
import {
  acceptTask,
  adoptPlan,
  bindTarget,
  bringPlan,
  correctTarget,
  declareValue,
  giveTask,
  handInReport,
  makeUnitPlan,
  readPlanFile,
  reportTask,
  settleLines,
} from '#steering';
import { type Chance, chance } from './chance.ts';
import type { PlayedPlaces, Stage } from './world.ts';

/** What units say of themselves in the sample, as shares of a hundred: in May, and in November. */
const said: Record<string, [may: number, november: number]> = {
  'electronic-documents': [93, 98.6],
  'gradebook-and-transcript': [70, 93],
  'digital-governance': [18, 34],
  'cashless-fees': [31, 47],
  'online-dossiers': [86, 92.4],
  'security-awareness': [52, 74],
  'security-training': [14, 23.5],
  'security-training-it-staff': [60, 88],
  'security-for-pupils': [66, 96],
  'online-teaching-primary': [1.1, 1.7],
  'online-teaching-secondary': [3.9, 5.4],
  'digital-budget': [0.6, 0.9],
  'security-budget': [8, 11],
};

/** How a person shortens the plan's sentences for the board. */
const shortNames: Record<string, string> = {
  'electronic-documents': 'Văn bản, báo cáo gửi nhận điện tử',
  'gradebook-and-transcript': 'Phần mềm quản lý nhà trường, sổ điểm, học bạ điện tử',
  'digital-governance': 'Mô hình quản trị số, dữ liệu chuẩn, kho học liệu mở',
  'cashless-fees': 'Học phí không dùng tiền mặt',
  'online-dossiers': 'Hồ sơ dịch vụ công trực tuyến',
  'pupils-with-citizen-number': 'Học sinh có số định danh cá nhân',
  'staff-with-citizen-number': 'Nhân sự có số định danh cá nhân',
  'security-awareness': 'Tuyên truyền an toàn thông tin cho cán bộ',
  'security-training': 'Bồi dưỡng an toàn thông tin',
  'security-training-it-staff': 'Tập huấn nâng cao cho cán bộ phụ trách CNTT',
  'security-for-pupils': 'Giáo dục học sinh an toàn trên mạng',
  'online-teaching-primary': 'Dạy học trực tuyến cấp Tiểu học',
  'online-teaching-secondary': 'Dạy học trực tuyến cấp Trung học',
  'digital-budget': 'Chi cho chuyển đổi số trong chi thường xuyên',
  'security-budget': 'Chi cho an toàn, an ninh mạng',
};

export interface PlayedPlan {
  planId: number;
}

/** The department takes its plan in, puts right what the text leaves open, and adopts it. */
export async function playPlan(stage: Stage, places: PlayedPlaces): Promise<PlayedPlan> {
  stage.on('2023-01-10');
  const text = readFileSync(path.join(import.meta.dirname, 'sample-plan.txt'));
  const { blocks, read } = await readPlanFile(new Uint8Array(text));
  const planId = await stage.act(bringPlan, {
    placeId: places.departmentId,
    file: { name: 'ke-hoach-mau-2023.txt', mediaType: 'text/plain', content: new Uint8Array(text) },
    blocks,
    read,
  });
  const open = await readWide(stage.system, 'indicators', db =>
    db.selectFrom('steering.published_target').selectAll().where('plan_id', '=', planId).orderBy('position').execute(),
  );
  for (const target of open) {
    // What a person does beside the text: shorter names, and a bare "10%" of what is set aside read as "at least".
    const indicator = target.indicator ?? (target.value_tenths === 100 ? 'security-budget' : '');
    if (!target.indicator && indicator) await stage.act(bindTarget, { planId, targetId: target.target_id, indicator });
    await stage.act(correctTarget, {
      planId,
      targetId: target.target_id,
      name: shortNames[indicator] ?? target.name,
      comparator: indicator === 'security-budget' ? 'at-least' : target.comparator,
      valueTenths: target.value_tenths,
      unit: 'percent',
      scope: scopeOf(target.scope),
      fromDay: target.from_day,
      untilDay: target.until_day,
    });
  }
  if (read.unrecognised.length > 0)
    await stage.act(settleLines, { planId, blocks: read.unrecognised.map(line => line.block) });
  stage.on('2023-01-12');
  await stage.act(adoptPlan, { planId, day: '2023-01-12', linesRead: true });
  return { planId };
}

const scopeOf = (kept: unknown) => {
  const { words = '', levels } = kept as {
    words?: string;
    levels?: ('primary' | 'lower-secondary' | 'upper-secondary')[];
  };
  return { words, ...(levels ? { levels } : {}) };
};

/** Units make plans of their own: most in time, some late, some not at all. */
export async function playUnitPlans(stage: Stage, places: PlayedPlaces, { planId }: PlayedPlan): Promise<void> {
  const rolls = chance(`rong/${stage.size}/unit-plans`);
  const schools = places.schools
    .filter(each => each.shape.underDepartment || each.shape.level === 'centre')
    .map(each => ({
      placeId: each.schoolId,
      name: each.shape.shortName,
      late: each.shape.level === 'centre' ? '2023-03-08' : '2023-03-06',
    }));
  const offices = [...places.districtOffices].map(([key, placeId]) => ({
    placeId,
    name: `Phòng GDĐT ${key}`,
    late: '2023-03-10',
  }));
  for (const { placeId, name, late } of [...schools, ...offices]) {
    if (rolls.percent(8)) continue;
    const day = rolls.percent(82) ? `2023-02-${String(rolls.whole(6, 24)).padStart(2, '0')}` : late;
    stage.on(day);
    await stage.act(
      makeUnitPlan,
      {
        placeId,
        parentPlanId: planId,
        title: `Kế hoạch chuyển đổi số năm 2023 của ${name} (mẫu)`,
        adoptedOn: day,
        summary: 'Triển khai các chỉ tiêu của Sở trong đơn vị; phân công người phụ trách; báo cáo đúng hạn.',
      },
      [placeId],
    );
  }
}

/** Reports fall due; who has handed in, and who has not. */
export async function playReports(stage: Stage, { planId }: PlayedPlan, until: string): Promise<void> {
  const rolls = chance(`rong/${stage.size}/reports/${until}`);
  const deadlines = await readWide(stage.system, 'indicators', db =>
    db
      .selectFrom('steering.published_deadline')
      .selectAll()
      .where('plan_id', '=', planId)
      .where('kind', '=', 'report')
      .execute(),
  );
  for (const deadline of deadlines) {
    const due = deadline.due_on;
    if (due > until && until < '2023-11-01') continue;
    const isAhead = due > until;
    const { placeIds } = deadline.units as { placeIds: number[] };
    for (const placeId of placeIds) {
      const already = await readWide(stage.system, 'indicators', db =>
        db
          .selectFrom('steering.published_report')
          .select('report_id')
          .where('deadline_id', '=', deadline.deadline_id)
          .where('place_id', '=', placeId)
          .executeTakeFirst(),
      );
      if (already || !rolls.percent(isAhead ? 22 : 84)) continue;
      stage.on(isAhead ? '2023-11-21' : addDays(due, rolls.percent(85) ? -rolls.whole(1, 6) : rolls.whole(1, 5)));
      await stage.act(
        handInReport,
        {
          deadlineId: deadline.deadline_id,
          placeId,
          text: 'Đơn vị đã thực hiện các nội dung theo kế hoạch; số liệu kèm theo trên hệ thống. (mẫu)',
        },
        [placeId],
      );
    }
  }
}

interface Declarer {
  place_id: number;
  kind: string;
  levels: string[] | null;
}

const isExpected = (indicator: Indicator, unit: Declarer): boolean => {
  const levels = indicator.levels;
  const isOfLevel = !levels || unit.levels?.some(level => levels.includes(level)) === true;
  // What is computed by now was declared by schools before, and stands beside it.
  if (indicator.origin === 'computed') return unit.kind === 'school' && isOfLevel;
  switch (indicator.declaredBy) {
    case 'schools':
      return unit.kind === 'school' && isOfLevel;
    case 'units':
      return unit.kind !== 'department' && isOfLevel;
    case 'district-offices':
      return unit.kind === 'district-office';
    case 'department':
      return unit.kind === 'department';
  }
};

function figureOf(rolls: Chance, indicator: Indicator, share: number): { numerator: number; denominator: number } {
  const wobble = Math.max(
    0,
    Math.min(100, share + (rolls.next() - 0.5) * Math.min(24, share * 0.5, (100 - share) * 1.6 + 2)),
  );
  const whole = {
    school: 1,
    staff: rolls.whole(18, 46),
    document: rolls.whole(180, 900),
    dossier: rolls.whole(2100, 2600),
    lesson: rolls.whole(5000, 16000),
    dong: rolls.whole(90, 600) * 1_000_000,
    unit: 1,
    class: 1,
    pupil: 1,
    column: 1,
    mark: 1,
  }[indicator.counts];
  if (whole === 1) return { numerator: rolls.percent(share) ? 1 : 0, denominator: 1 };
  return { numerator: Math.round((whole * wobble) / 100), denominator: whole };
}

/** What no domain computes yet, units declare; some stay silent. */
export async function playDeclarations(
  stage: Stage,
  places: PlayedPlaces,
  { planId }: PlayedPlan,
  day: string,
  which: 0 | 1,
): Promise<void> {
  stage.on(day);
  const { targets, units } = await readWide(stage.system, 'indicators', async db => ({
    targets: await db
      .selectFrom('steering.published_target')
      .selectAll()
      .where('plan_id', '=', planId)
      .orderBy('position')
      .execute(),
    units: (await db
      .selectFrom('directory.published_place as place')
      .leftJoin('schools.published_school as school', 'school.school_id', 'place.place_id')
      .select(['place.place_id', 'place.kind', 'school.levels'])
      .where('place.kind', 'in', ['school', 'centre', 'district-office', 'department'])
      .execute()) as Declarer[],
  }));
  const careOf = new Map(places.schools.map(each => [each.schoolId, each.shape.care]));
  for (const target of targets) {
    const indicator = findIndicator(target.indicator);
    const share = said[target.indicator ?? '']?.[which];
    if (!indicator || share === undefined) continue;
    const rolls = chance(`rong/${stage.size}/declared/${target.position}/${which}`);
    for (const unit of units.filter(each => isExpected(indicator, each))) {
      const speaks = rolls.percent(Math.min(98, (careOf.get(unit.place_id) ?? 95) + (which === 1 ? 6 : -18)));
      const value = figureOf(rolls, indicator, share);
      if (!speaks) continue;
      await stage.act(
        declareValue,
        {
          targetId: target.target_id,
          placeId: unit.place_id,
          ...value,
          onDay: day,
          note: 'Số liệu mẫu',
          origin: 'declared',
        },
        unit.kind === 'school' || unit.kind === 'centre' ? [unit.place_id] : [],
      );
    }
  }
}

/** The office gives work where the data of the year fall short; some units have taken it up. */
export async function playTask(stage: Stage, places: PlayedPlaces): Promise<void> {
  stage.on('2023-11-16');
  const behind = places.schools
    .filter(each => each.shape.care < 90)
    .slice(0, 12)
    .map(each => each.schoolId);
  if (behind.length === 0) return;
  const taskId = await stage.act(giveTask, {
    placeId: places.departmentId,
    title: 'Bổ sung dữ liệu lớp, phân công và số định danh còn thiếu',
    dueOn: '2023-12-01',
    lead: behind,
    text: 'Đơn vị rà soát danh sách còn thiếu trên trang “Trường tôi”, bổ sung trước hạn và báo cáo kết quả.',
  });
  for (const [at, placeId] of behind.entries()) {
    if (at % 3 === 0) continue;
    stage.on('2023-11-20');
    await stage.act(acceptTask, { taskId, placeId }, [placeId]);
    if (at % 3 === 1)
      await stage.act(reportTask, { taskId, placeId, note: 'Đã bổ sung, đề nghị kiểm tra. (mẫu)' }, [placeId]);
  }
}

/** Every figure read at the end of the month, as the nightly job would have done. */
export async function playReading(stage: Stage, day: string): Promise<void> {
  stage.on(day);
  await refresh(stage.system, { asOf: day });
}
