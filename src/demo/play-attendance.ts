import { addDays } from '#platform/clock.ts';
import { readWide } from '#platform/work.ts';
import { type SlotGiven, setTimetable, takeAttendance, writeLesson } from '#schools';
import { type Chance, chance } from './chance.ts';
import { forEachOf, type PlayedPlaces, type PlayedSchool, type Stage } from './world.ts';

const YEAR = '2023-2024';
const TODAY = '2023-11-24';
/** One class has taken attendance since the term began, its school for three weeks, the others today. */
const ALL_AUTUMN = '2023-09-06';
const THREE_WEEKS = '2023-11-06';
/** So many schools have set their timetable. */
const WITH_TIMETABLE = 4;

interface Taught {
  classId: number;
  subjectKey: string;
  staffPositionId: number;
  lessons: number;
}

interface SchoolDays {
  played: PlayedSchool;
  classes: { classId: number; pupils: number[] }[];
  taught: Taught[];
}

const isSunday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
const schoolDays = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (!isSunday(day)) days.push(day);
  return days;
};

/** What the school's own records say: who sits where, who teaches what how often. */
async function readDays(stage: Stage, played: PlayedSchool): Promise<SchoolDays> {
  const { schoolId } = played;
  return await readWide(stage.system, 'steering', async db => {
    const classes = await db
      .selectFrom('schools.published_class')
      .select('class_id')
      .where('school_id', '=', schoolId)
      .where('school_year', '=', YEAR)
      .orderBy('grades')
      .orderBy('name')
      .execute();
    const seats = await db
      .selectFrom('schools.published_class_place')
      .select(['class_id', 'enrolment_id'])
      .where('school_id', '=', schoolId)
      .where('from_day', '<=', THREE_WEEKS)
      .where('until_day', '>', TODAY)
      .orderBy('enrolment_id')
      .execute();
    const taught = await db
      .selectFrom('schools.published_assignment')
      .select(['class_id', 'subject_key', 'staff_position_id', 'lessons_a_week_tenths'])
      .where('school_id', '=', schoolId)
      .where('school_year', '=', YEAR)
      .orderBy('teaching_assignment_id')
      .execute();
    return {
      played,
      classes: classes.map(({ class_id: classId }) => ({
        classId,
        pupils: seats.filter(seat => seat.class_id === classId).map(seat => seat.enrolment_id),
      })),
      taught: taught.map(each => ({
        classId: each.class_id,
        subjectKey: each.subject_key,
        staffPositionId: each.staff_position_id,
        lessons: Math.floor((each.lessons_a_week_tenths ?? 0) / 10),
      })),
    };
  });
}

/** A timetable as a deputy makes it: each lesson in the first place where class and teacher are free, no subject more than twice a day. */
function arrange(days: SchoolDays): Map<number, SlotGiven[]> {
  const busy = new Set<string>();
  const found = new Map<number, SlotGiven[]>();
  days.classes.forEach(({ classId }, nth) => {
    const slots: SlotGiven[] = [];
    const isFree = (weekday: number, lesson: number, who: number) =>
      !busy.has(`${who}.${weekday}.${lesson}`) &&
      !slots.some(slot => slot.weekday === weekday && slot.lesson === lesson);
    for (const each of days.taught.filter(one => one.classId === classId)) {
      for (let lesson = 0, placed = 0; lesson < 60 && placed < each.lessons; lesson++) {
        // Each class begins on another day, so that not all have literature on Monday morning.
        const at = { weekday: ((lesson + nth + placed) % 6) + 1, lesson: (Math.floor(lesson / 6) % 5) + 1 };
        const thatDay = slots.filter(slot => slot.weekday === at.weekday && slot.subjectKey === each.subjectKey).length;
        if (thatDay > lesson / 30 || !isFree(at.weekday, at.lesson, each.staffPositionId)) continue;
        busy.add(`${each.staffPositionId}.${at.weekday}.${at.lesson}`);
        slots.push({ ...at, session: 'morning', subjectKey: each.subjectKey, staffPositionId: each.staffPositionId });
        placed++;
      }
    }
    found.set(classId, slots);
  });
  return found;
}

const reasons = ['Ốm', 'Việc gia đình', 'Đi khám bệnh', 'Mưa lũ, đường bị chia cắt'];

/** Few are absent; one pupil of the first class stays away more and more often. */
async function takeDay(stage: Stage, days: SchoolDays, nth: number, day: string, rolls: Chance): Promise<void> {
  const { schoolId, shape } = days.played;
  const { classId, pupils } = days.classes[nth] ?? { classId: 0, pupils: [] };
  const marks = pupils.flatMap((enrolmentId, at) => {
    const isTruant = nth === 0 && at === 4 && rolls.percent(48);
    if (!isTruant && !rolls.percent(shape.care >= 80 ? 2 : 4)) return [];
    const isExcused = !isTruant && rolls.percent(70);
    return [
      isExcused
        ? { enrolmentId, kind: 'excused' as const, reason: rolls.pick(reasons), seen: 0 }
        : { enrolmentId, kind: 'unexcused' as const, seen: 0 },
    ];
  });
  await stage.act(takeAttendance, { schoolId, classId, day, session: 'morning', marks }, [schoolId]);
}

const titles: Record<string, string[]> = {
  maths: ['Phép nhân số nguyên', 'Phép chia hết hai số nguyên', 'Luyện tập chung', 'Ôn tập cuối chương'],
  literature: ['Đọc hiểu văn bản', 'Thực hành tiếng Việt', 'Viết: lập dàn ý, viết đoạn', 'Nói và nghe: thảo luận'],
  'natural-science': ['Tế bào: đơn vị cơ bản của sự sống', 'Từ tế bào đến cơ thể', 'Thực hành quan sát sinh vật'],
  'history-geography': ['Các quốc gia cổ đại', 'Thời tiết và khí hậu', 'Thực hành: đọc bản đồ'],
  'foreign-language': ['Unit 4: Getting started', 'Unit 4: A closer look', 'Unit 4: Skills'],
};

/** A week of the lesson book of a class; today is still to be written. */
async function writeWeeks(stage: Stage, schoolId: number, classId: number, slots: SlotGiven[], rolls: Chance) {
  const numbers = new Map<string, number>();
  for (const day of schoolDays('2023-11-16', '2023-11-23')) {
    stage.on(day);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    for (const { room: _, ...slot } of slots.filter(each => each.weekday === weekday)) {
      const number = (numbers.get(slot.subjectKey) ?? 36) + 1;
      numbers.set(slot.subjectKey, number);
      const { weekday: __, ...place } = slot;
      await stage.act(
        writeLesson,
        {
          schoolId,
          classId,
          day,
          ...place,
          programmeLesson: number,
          title: rolls.pick(titles[slot.subjectKey] ?? ['Bài học theo kế hoạch', 'Luyện tập', 'Thực hành']),
          ...(rolls.percent(20) ? { remarks: 'Lớp học sôi nổi, một số em chưa thuộc bài.' } : {}),
          rating: rolls.percent(75) ? 'A' : 'B',
          seen: 0,
        },
        [schoolId],
      );
    }
  }
}

/** The school's days of an autumn: timetables of a few schools, attendance, a lesson book. In a province of real size one school only. */
export async function playAttendance(stage: Stage, places: PlayedPlaces): Promise<void> {
  const shown = places.schools.find(each => each.shape.level === 'lower-secondary') ?? places.schools[0];
  if (!shown) return;
  const others = stage.size === 'small' ? places.schools.filter(each => each !== shown && each.shape.care >= 60) : [];
  const schools = await Promise.all([shown, ...others].map(each => readDays(stage, each)));
  const [main] = schools;
  if (!main) return;
  const rolls = chance(`rong/${stage.size}/days`);
  const mainSlots = arrange(main);
  stage.on(ALL_AUTUMN);
  for (const days of schools.slice(0, WITH_TIMETABLE)) {
    const { schoolId } = days.played;
    for (const [classId, slots] of arrange(days))
      if (slots.length > 0)
        await stage.act(setTimetable, { schoolId, classId, fromDay: ALL_AUTUMN, slots }, [schoolId]);
  }
  for (const day of schoolDays(ALL_AUTUMN, TODAY)) {
    stage.on(day);
    await forEachOf(schools, 3, async days => {
      const isMain = days === main;
      const classes = days.classes.filter(({ pupils }, nth) => {
        if (pupils.length === 0) return false;
        if (day < THREE_WEEKS) return isMain && nth === 0;
        if (day < TODAY && !isMain) return false;
        // This morning not all have got round to it yet.
        return day < TODAY || !rolls.of(`late/${days.played.shape.code}/${nth}`).percent(20);
      });
      for (const one of classes) {
        const nth = days.classes.indexOf(one);
        await takeDay(stage, days, nth, day, rolls.of(`${days.played.shape.code}/${nth}/${day}`));
      }
    });
  }
  for (const [nth, { classId }] of main.classes.slice(0, 2).entries())
    await writeWeeks(stage, main.played.schoolId, classId, mainSlots.get(classId) ?? [], rolls.of(`book/${nth}`));
}
