import { expect, test } from 'vitest';
import { measuresInShort, readSpecimen } from './specimens.ts';

const deadlinesOf = (name: string) =>
  readSpecimen(name).deadlines.map(each => [each.about, each.everyMonths, each.dueOn.at(0) ?? null, each.inclusive]);

test("a district's plan: letterhead in two columns, every way to compare a number", () => {
  const plan = readSpecimen('district-education-2024');
  expect(plan).toMatchObject({
    kind: 'Kế hoạch',
    number: { value: '27/KH-PGDĐT' },
    date: { value: '2024-02-05' },
    signedAt: { value: 'Sao Mai' },
    issuer: { name: 'PHÒNG GIÁO DỤC VÀ ĐÀO TẠO', parent: 'UBND HUYỆN SAO MAI' },
    title: { value: 'Chuyển đổi số trong các trường học huyện Sao Mai năm 2024 (văn bản mẫu)' },
    period: { kind: 'year', fromDay: '2024-01-01', untilDay: '2024-12-31' },
    signer: { title: 'KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG', name: 'Nguyễn Văn Mẫu' },
  });
  expect(measuresInShort(plan)).toEqual([
    'B.II.1: >= 85 percent · trường học',
    'B.II.2: >= 90 percent · phụ huynh',
    'B.II.3: >= 70 percent · giáo viên',
    'B.II.4: <= 5 percent · hồ sơ trễ hạn',
    'B.II.5: > 95.5 percent · học sinh',
    'B.II.6: < 2 percent · báo cáo',
    'B.II.7: = 100 percent · trường',
    'B.II.8: >= 15 thủ tục · trên cổng dịch vụ công',
    'B.II.9: ? 10 percent · bài giảng đóng góp vào kho chung',
    'B.II.10: >= 50-60 percent · thu học phí',
    'B.II.11: >= 80 percent · lớp học',
    'B.II.12: ? 5 phòng học · thông minh',
  ]);
  expect(plan.targets[8]?.measures[0]).toMatchObject({ change: 'increase', comparedWith: 'năm 2023' });
  expect(plan.legalBases.map(each => [each.cited, each.kind, each.number, each.date, each.issuer])).toEqual([
    ['basis', 'Quyết định', '131/QĐ-TTg', '2022-01-25', 'Thủ tướng Chính phủ'],
    ['basis', 'Luật', null, '2019-06-14', null],
    ['basis', 'Kế hoạch', '15/KH-SGDĐT', '2024-01-12', 'Sở Giáo dục và Đào tạo'],
    ['mention', 'Nghị định', '64/2007/NĐ-CP', null, null],
  ]);
  expect(plan.recipients.map(each => [each.unit, each.purpose, each.archive])).toEqual([
    ['UBND huyện', 'báo cáo', false],
    ['Các trường học', 'thực hiện', false],
    ['VT', null, true],
  ]);
  // What was reached last year is no target, and nobody threw it away.
  expect(plan.unrecognised.map(each => each.text)).toEqual([expect.stringContaining('78% trường')]);
});

test('who leads and who helps, and by when', () => {
  const plan = readSpecimen('district-education-2024');
  expect(plan.tasks.find(task => task.place.section === 'C.II.a')).toMatchObject({
    source: 'task',
    lead: ['Trường THCS Sao Mai'],
    cooperate: ['Trung tâm Giáo dục thường xuyên', 'các trường tiểu học'],
  });
  expect(plan.assignments.map(each => [each.unit, each.part])).toContainEqual(['Các trường học trực thuộc', 'lead']);
  expect(deadlinesOf('district-education-2024')).toEqual([
    ['task', null, '2024-06-30', true],
    ['task', null, '2024-09-30', true],
    ['task', null, '2024-08-30', false],
    ['report', 1, '2024-01-15', false],
    ['unit-plan', null, '2024-06-30', true],
  ]);
  expect(plan.deadlines[3]?.dueOn).toHaveLength(12);
});

test("a ministry's plan for years: parts, milestones, tasks with lines of their own for lead and time", () => {
  const plan = readSpecimen('ministry-period');
  expect(plan.period).toEqual({ kind: 'years', fromDay: '2022-01-01', untilDay: '2025-12-31' });
  expect(measuresInShort(plan)).toEqual([
    'P2.I.2: ? 40 percent by 2025 · nội dung học trực tuyến ở giáo dục phổ thông | ? 70 percent by 2030 · nội dung học trực tuyến ở giáo dục phổ thông',
    'P2.I.2: ? 50 percent by 2025 · học sinh | ? 80 percent by 2025 · sinh viên',
    'P2.I.2: >= 60-70 percent by 2025 · hồ sơ công việc',
    'P2.I.2: >= 30 percent by 2025 · thời gian',
    'P2.I.2: <= 5 ngày làm việc by 2025 · Thời gian trả lời kiến nghị',
    'P2.II.2: >= 200 thư viện',
    'P2.II.2: >= 100 Mbps · Đường truyền đến trường',
  ]);
  expect(plan.tasks[0]).toMatchObject({
    text: 'Rà soát văn bản quy phạm',
    lead: ['Vụ Pháp chế'],
    cooperate: ['Cục Công nghệ thông tin', 'Văn phòng'],
    product: 'Báo cáo rà soát',
  });
  expect(plan.tasks[1]).toMatchObject({ lead: ['Cục Công nghệ thông tin'], cooperate: ['Vụ Pháp chế'] });
  expect(plan.deadlines.map(each => [each.everyMonths, each.dueOn.length, each.dueOn[0], each.inclusive])).toEqual([
    [null, 1, '2023-12-31', true],
    [null, 1, '2023-09-01', false],
    [3, 16, '2022-03-20', false],
  ]);
  expect(plan.legalBases.map(each => each.number)).toEqual(['52-NQ/TW', '51/2005/QH11']);
  expect(plan.signer).toMatchObject({ title: 'KT. BỘ TRƯỞNG THỨ TRƯỞNG', name: 'Trần Thị Mẫu' });
});

test("a school's plan wrapped at a width: sentences are joined, blanks for number and day stay empty", () => {
  const plan = readSpecimen('wrapped-school-year');
  expect(plan).toMatchObject({ number: null, date: null, title: { value: 'CHUYỂN ĐỔI SỐ NĂM HỌC 2023-2024' } });
  expect(plan.period).toEqual({ kind: 'school-year', fromDay: '2023-09-01', untilDay: '2024-08-31' });
  expect(plan.targets.map(target => target.text)).toEqual([
    '100% giáo viên ký số học bạ;',
    'tối thiểu 60% giáo viên dạy học trực tuyến được ít nhất 02 tiết trong một học kỳ (trừ giáo viên nghỉ theo quy định của pháp luật).',
    'Từ 75% học sinh trở lên dùng thư viện số.',
  ]);
  // A day without its year belongs to the half of the school year that has it.
  expect(plan.deadlines.map(each => each.dueOn)).toEqual([['2023-11-15'], ['2023-09-30'], ['2024-05-25']]);
  expect(plan.unrecognised).toEqual([]);
});

test('a programme with capital and small letters, money, rising shares', () => {
  const plan = readSpecimen('programme-letters');
  expect(plan.issuer?.name).toBe('ỦY BAN NHÂN DÂN TỈNH MẪU');
  expect(plan.signer?.title).toBe('TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH');
  expect(measuresInShort(plan)).toEqual([
    'A.b: ? 99 percent · trẻ mầm non 5 tuổi',
    'A.b: <= 35 học sinh · mỗi lớp',
    'A.b: ? 85 percent · lớp học',
    'A.b: = 100 percent · trường nội trú',
    'A.b: > 65 percent',
    'B.1.2: >= 1250 máy tính',
    'B.1.2: <= 2500000000 tỷ đồng · kinh phí',
  ]);
  expect(plan.tasks[0]).toMatchObject({
    lead: ['Sở Thông tin và Truyền thông'],
    cooperate: ['Sở Giáo dục và Đào tạo', 'UBND các huyện, thành phố'],
  });
  expect(deadlinesOf('programme-letters')).toEqual([
    ['task', null, '2025-12-31', true],
    ['report', 6, '2025-06-20', false],
    ['report', 12, '2025-12-15', false],
  ]);
});

test('tables of annexes: rows are tasks with lead, helpers and time, or targets with a value', () => {
  const plan = readSpecimen('annex-table');
  expect(measuresInShort(plan)).toEqual(['PLI.1: >= 95 percent', 'PLI.2: ? 12 lớp']);
  expect(plan.tasks.map(({ place, lead, cooperate, product }) => [place.section, lead, cooperate, product])).toEqual([
    ['PLII.I.1', ['Văn phòng Sở'], ['Phòng Giáo dục Trung học', 'Phòng Giáo dục Tiểu học'], 'Quyết định'],
    ['PLII.I.2', ['Phòng Giáo dục Trung học'], ['Các trường THPT'], null],
    ['PLII.II.1', ['Tổ Công nghệ thông tin'], [], 'Máy chủ'],
  ]);
  expect(plan.deadlines.map(each => [each.dueOn[0], each.inclusive])).toEqual([
    ['2026-03-31', true],
    ['2026-06-30', true],
    ['2026-09-30', false],
  ]);
  expect(plan.annexes.map(each => each.present)).toEqual([true, true, false, false]);
  expect(plan.unrecognised).toEqual([]);
});

test('slashes and bullets of every kind', () => {
  const plan = readSpecimen('decision-style');
  expect(measuresInShort(plan)).toEqual([
    'I.2: ? 1 cán bộ · phụ trách',
    'II: ? 97.25 percent · hồ sơ học sinh [>= 90 percent · vùng cao]',
    'II: < 1 percent · hồ sơ trùng',
    'II: <= 3 ngày làm việc',
  ]);
  expect(deadlinesOf('decision-style')).toEqual([
    ['task', null, '2027-10-15', true],
    ['report', null, '2027-11-20', true],
    ['report', 0.25, null, true],
  ]);
});

test('chapters and sections; the heading above says by which year', () => {
  const plan = readSpecimen('chapters');
  expect(measuresInShort(plan)).toEqual([
    'CII.M1.1.a: ? 70 percent by 2028 · trường tiểu học',
    'CII.M1.1.b: ? 45 percent by 2028 · trường mầm non',
    'CII.M1.2.a: = 100 percent by 2030 · trường tiểu học',
    'CII.M1.2.b: >= 90 percent by 2030 · trường mầm non',
    'CIII.I.2: >= 2 cán bộ',
  ]);
  expect(plan.tasks[0]).toMatchObject({ lead: ['Sở Kế hoạch và Đầu tư'], cooperate: ['Sở Tài chính'] });
  expect(plan.tasks.at(-1)?.lead).toEqual(['UBND các xã, phường']);
  expect(plan.deadlines.at(-1)?.dueOn).toHaveLength(5);
});

test('standards, articles, model numbers, school years and dates are not targets, nor deadlines', () => {
  const plan = readSpecimen('decoys');
  expect(plan.targets).toEqual([]);
  expect(plan.deadlines).toEqual([]);
  expect(plan.goals).toHaveLength(3);
});

test('numbers and dates as people put them', () => {
  const plan = readSpecimen('phrases');
  expect(measuresInShort(plan).map(each => each.replace(/^I: /u, ''))).toEqual([
    '>= 80 percent by 2024 · trường tiểu học',
    '= 100 percent · hồ sơ [? 50 percent · mức độ toàn trình]',
    '>= 90-95 percent · học sinh',
    '>= 70-80 percent · giáo viên',
    '>= 98.5 percent · học sinh đi học chuyên cần',
    '= 100 percent · trường học | = 100 percent · giáo viên | ? 60 percent · học sinh',
    '>= 20 percent · chi phí giấy tờ',
    '<= 10 ngày · Thời gian',
    '? 70 percent by 2024 · trường | ? 90 percent by 2025 · trường',
    '? 75 percent',
    '>= 1 phòng máy · Mỗi trường',
    '>= 2 giáo viên · Tin học',
    '> 50 percent · xã',
    '< 10 percent · hộ',
    '? 45 percent · chuyển đổi',
    '? 25 thủ tục · thủ tục',
    '= 100 percent · cán bộ',
    '>= 80 điểm · chỉ số hài lòng',
  ]);
  expect(plan.deadlines.map(each => [each.everyMonths, each.dueOn.at(-1), each.inclusive])).toEqual([
    [null, '2024-12-31', false],
    [null, '2024-03-31', true],
    [1, '2024-12-25', false],
    // Before five in the afternoon of a day is on that day.
    [null, '2024-05-20', true],
    [null, '2024-06-15', true],
    [12, '2024-12-31', false],
    [null, '2024-05-31', true],
    [6, '2024-06-30', false],
    [null, '2024-12-15', false],
  ]);
  expect(plan.tasks.slice(-3).map(each => [each.lead, each.cooperate])).toEqual([
    [[], ['Phòng Tổ chức cán bộ', 'Thanh tra Sở', 'Văn phòng Sở']],
    [['Hiệu trưởng các trường trực thuộc'], []],
    [[], []],
  ]);
});
