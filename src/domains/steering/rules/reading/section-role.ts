/** What a part of the plan is about, by its heading. */
export type Role =
  | 'general-goals'
  | 'specific-goals'
  | 'tasks'
  | 'solutions'
  | 'organisation'
  | 'budget'
  | 'legal'
  | 'situation'
  | 'annex'
  | 'none';

const lead = '^(?:(?:mot so|cac|nhung|cong tac|he thong|quan diem,?|dinh huong,?|nguyen tac,?)\\s+)*';
const headings: [RegExp, Role][] = [
  [new RegExp(`${lead}(?:can cu|co so phap ly|co so xay dung)`, 'u'), 'legal'],
  [
    /^(?:danh gia )?(?:tinh hinh|thuc trang|hien trang|ket qua|ton tai|han che|boi canh|su can thiet|dac diem)/u,
    'situation',
  ],
  [/^danh gia (?:chung|tinh hinh|ket qua|thuc trang)/u, 'situation'],
  [new RegExp(`${lead}(?:muc tieu|chi tieu) (?:cu the|chu yeu|den nam|nam|phan dau|giai doan)`, 'u'), 'specific-goals'],
  [new RegExp(`${lead}chi tieu`, 'u'), 'specific-goals'],
  [new RegExp(`${lead}muc (?:tieu|dich)`, 'u'), 'general-goals'],
  [/^(?:yeu cau|quan diem|muc dich|tam nhin)/u, 'general-goals'],
  [new RegExp(`${lead}(?:giai phap|bien phap)`, 'u'), 'solutions'],
  [new RegExp(`${lead}(?:nhiem vu|noi dung|hoat dong|nhom nhiem vu|ke hoach thuc hien)`, 'u'), 'tasks'],
  [new RegExp(`${lead}(?:kinh phi|nguon kinh phi|nguon luc|nguon von|du toan|tai chinh)`, 'u'), 'budget'],
  [
    /^(?:to chuc (?:thuc hien|trien khai)|phan cong|trach nhiem|trien khai thuc hien$|che do bao cao|to chuc va phan cong|thong tin,? bao cao)/u,
    'organisation',
  ],
];

/**
 * The role of a heading, or the role it takes from the heading above. What happened ('tình hình'), and who does what,
 * stay so however their parts are called: a number in them is no promise.
 */
export function roleOf(title: string, above: Role): Role {
  if (above === 'organisation' || above === 'situation' || above === 'legal') return above;
  const said = headings.find(([pattern]) => pattern.test(title.trim()))?.[1];
  // 'Nội dung' inside the budget, 'Mục tiêu' inside a task: only goals may refine goals.
  if (!said || (above === 'budget' && said !== 'organisation')) return above;
  return said;
}
