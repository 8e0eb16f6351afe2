import type { Counted, DeclaredIndicator, Declarers } from '#platform/indicator.ts';

// Figures that no domain computes yet: units declare them, with evidence, and every page says so. Each leaves this list for
// an `indicators.ts` beside its facts on the day those facts are kept here.

const general = ['primary', 'lower-secondary', 'upper-secondary'];

const declared = (
  key: string,
  declaredBy: Declarers,
  counts: Counted,
  vi: [name: string, how: string],
  en: [name: string, how: string],
  levels?: readonly string[],
): DeclaredIndicator => ({
  key,
  origin: 'declared',
  direction: 'up',
  unit: 'percent',
  counts,
  period: 'calendar-year',
  declaredBy,
  words: { vi: { name: vi[0], how: vi[1] }, en: { name: en[0], how: en[1] } },
  ...(levels ? { levels } : {}),
});

export const declaredIndicators: readonly DeclaredIndicator[] = [
  declared(
    'electronic-documents',
    'units',
    'document',
    [
      'Văn bản, báo cáo định kỳ gửi nhận điện tử',
      'Đơn vị khai báo số văn bản hành chính và báo cáo định kỳ gửi, nhận bằng văn bản điện tử / tổng số, trừ văn bản mật.',
    ],
    [
      'Documents and periodic reports exchanged electronically',
      'Units declare documents and periodic reports exchanged electronically / all of them, classified ones left out.',
    ],
  ),
  declared(
    'digital-governance',
    'schools',
    'school',
    [
      'Mô hình quản trị số, dữ liệu chuẩn, kho học liệu mở',
      'Trường phổ thông khai báo 1/1 khi đã hoàn thiện mô hình quản trị số, hoạt động số, chuẩn hóa dữ liệu và kho học liệu số mở. Kế hoạch không cho công thức; Sở hướng dẫn cách xét.',
    ],
    [
      'Digital governance, standard data, open repository',
      'A general school declares 1/1 when it has completed the model. The plan gives no formula; the department says how to judge.',
    ],
    general,
  ),
  declared(
    'cashless-fees',
    'schools',
    'dong',
    [
      'Học phí không dùng tiền mặt',
      'Trường khai báo số tiền thu không dùng tiền mặt / tổng số tiền học phí đã thu, tính bằng đồng.',
    ],
    ['Fees paid without cash', 'Schools declare đồng collected without cash / đồng of tuition collected.'],
  ),
  declared(
    'online-dossiers',
    'department',
    'dossier',
    ['Hồ sơ dịch vụ công trực tuyến', 'Sở khai báo số hồ sơ nộp trực tuyến / tổng số hồ sơ tiếp nhận.'],
    ['Public service dossiers filed online', 'The department declares dossiers filed online / all dossiers received.'],
  ),
  declared(
    'security-awareness',
    'units',
    'staff',
    [
      'Cán bộ, giáo viên, nhân viên được tuyên truyền an toàn thông tin',
      'Đơn vị khai báo số người được tuyên truyền, phổ biến về an toàn thông tin / tổng số người của đơn vị.',
    ],
    ['Staff informed about information security', 'Units declare people informed / people of the unit.'],
  ),
  declared(
    'security-training',
    'units',
    'staff',
    [
      'Cán bộ, giáo viên, nhân viên được bồi dưỡng an toàn thông tin',
      'Đơn vị khai báo số người được bồi dưỡng về an toàn thông tin / tổng số người của đơn vị.',
    ],
    ['Staff trained in information security', 'Units declare people trained / people of the unit.'],
  ),
  declared(
    'security-training-it-staff',
    'units',
    'staff',
    [
      'Cán bộ phụ trách CNTT được tập huấn nâng cao',
      'Đơn vị khai báo số cán bộ phụ trách CNTT được tập huấn nâng cao về an toàn thông tin / số cán bộ phụ trách CNTT.',
    ],
    ['IT staff with advanced security training', 'Units declare IT staff with advanced training / IT staff.'],
  ),
  declared(
    'security-for-pupils',
    'schools',
    'school',
    [
      'Trường phổ thông giáo dục học sinh an toàn trên mạng',
      'Trường phổ thông khai báo 1/1 khi đã tuyên truyền, giáo dục kiến thức và kỹ năng an toàn trên mạng cho học sinh.',
    ],
    [
      'General schools teaching pupils to be safe online',
      'A general school declares 1/1 when it has taught its pupils.',
    ],
    general,
  ),
  declared(
    'online-teaching-primary',
    'schools',
    'lesson',
    ['Dạy học trực tuyến cấp Tiểu học', 'Trường có cấp tiểu học khai báo số tiết dạy trực tuyến / tổng số tiết dạy.'],
    ['Online teaching, primary', 'Schools with primary grades declare lessons taught online / all lessons.'],
    ['primary'],
  ),
  declared(
    'online-teaching-secondary',
    'schools',
    'lesson',
    [
      'Dạy học trực tuyến cấp Trung học',
      'Trường có cấp THCS, THPT khai báo số tiết dạy trực tuyến / tổng số tiết dạy.',
    ],
    ['Online teaching, secondary', 'Schools with secondary grades declare lessons taught online / all lessons.'],
    ['lower-secondary', 'upper-secondary'],
  ),
  declared(
    'digital-budget',
    'units',
    'dong',
    [
      'Chi cho chuyển đổi số trong chi thường xuyên',
      'Đơn vị khai báo số tiền bố trí cho chuyển đổi số / tổng chi thường xuyên, tính bằng đồng.',
    ],
    [
      'Digital transformation in recurrent spending',
      'Units declare đồng set aside for digital transformation / đồng of recurrent spending.',
    ],
  ),
  declared(
    'security-budget',
    'units',
    'dong',
    [
      'Chi cho an toàn, an ninh mạng trong chi chuyển đổi số',
      'Đơn vị khai báo số tiền cho an toàn, an ninh mạng / số tiền bố trí cho chuyển đổi số, tính bằng đồng.',
    ],
    [
      'Cyber security in digital transformation spending',
      'Units declare đồng for cyber security / đồng set aside for digital transformation.',
    ],
  ),
];
