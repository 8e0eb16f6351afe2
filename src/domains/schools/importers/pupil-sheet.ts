import { type Choice, type RowOf, sheetSpec } from '#platform/sheets/index.ts';
import type { ImportLists } from './lists.ts';

const text = (vi: string, en: string, ...aliases: string[]) =>
  ({ kind: 'text', maxLength: 300, heading: { vi, en }, aliases }) as const;
const name = (vi: string, en: string, ...aliases: string[]) =>
  ({ kind: 'text', name: true, maxLength: 200, heading: { vi, en }, aliases }) as const;
const birthYear = (vi: string, en: string, ...aliases: string[]) =>
  ({ kind: 'year', earliest: 1900, latest: 2100, heading: { vi, en }, aliases }) as const;
const yesNo = (vi: string, en: string, ...aliases: string[]) =>
  ({ kind: 'yesNo', heading: { vi, en }, aliases }) as const;
const choice = <const V extends string>(value: V, vi: string, en: string, ...aliases: string[]): Choice<V> => ({
  value,
  label: { vi, en },
  aliases,
});

export const sexChoices = [
  choice('male', 'Nam', 'Male', 'M', 'Trai'),
  choice('female', 'Nữ', 'Female', 'F', 'Gái'),
] as const;

export const citizenNumberColumn = {
  kind: 'citizenNumber',
  unique: true,
  birthDay: 'birthDay',
  sex: 'sex',
  heading: { vi: 'Số định danh cá nhân', en: 'Citizen number' },
  aliases: [
    'Số ĐDCN',
    'Số CCCD',
    'CCCD',
    'Số định danh',
    'Số CMND/CCCD',
    'Mã định danh cá nhân',
    'Số CCCD/Định danh',
    'ĐDCN',
  ],
  help: { vi: '12 chữ số, giữ cả số 0 ở đầu.', en: '12 digits, leading zeros kept.' },
} as const;

/** A pupil's full profile, as the sector database asks for it (reference regs-school §5.4). Empty cells change nothing. */
export const pupilSheet = (lists: ImportLists) =>
  sheetSpec({
    title: { vi: 'Học sinh', en: 'Pupils' },
    columns: {
      pupilCode: {
        ...text('Mã học sinh', 'Pupil code', 'Mã HS', 'Mã số học sinh', 'Mã trẻ'),
        unique: true,
        maxLength: 50,
        help: { vi: 'Bỏ trống với học sinh mới: hệ thống tự cấp.', en: 'Leave empty for a new pupil: one is given.' },
      },
      ministryCode: {
        ...text('Mã định danh Bộ GD&ĐT', 'Ministry code', 'Mã định danh Bộ', 'Mã MOET', 'Mã định danh Bộ GDĐT'),
        unique: true,
        maxLength: 20,
      },
      fullName: {
        ...name(
          'Họ và tên',
          'Full name',
          'Họ tên',
          'Họ và tên học sinh',
          'Họ tên học sinh',
          'Tên học sinh',
          'Họ tên trẻ',
        ),
        required: true,
      },
      birthDay: {
        kind: 'day',
        required: true,
        earliest: '1940-01-01',
        heading: { vi: 'Ngày sinh', en: 'Date of birth' },
        aliases: ['Ngày tháng năm sinh', 'Ngày, tháng, năm sinh', 'NTNS', 'Sinh ngày'],
        help: { vi: 'ngày/tháng/năm, như giấy khai sinh', en: 'day/month/year, as on the birth certificate' },
      },
      sex: {
        kind: 'choice',
        required: true,
        heading: { vi: 'Giới tính', en: 'Sex' },
        aliases: ['Phái', 'GT'],
        choices: sexChoices,
      },
      className: {
        ...text('Lớp', 'Class', 'Tên lớp', 'Lớp học', 'Mã lớp', 'Lớp chính'),
        required: true,
        maxLength: 50,
        help: { vi: 'Tên lớp như đã lập trong năm học.', en: 'The name of a class made for this year.' },
      },
      grade: {
        kind: 'number',
        whole: true,
        least: 0,
        most: 12,
        heading: { vi: 'Khối', en: 'Grade' },
        aliases: ['Khối lớp', 'Khối học'],
        help: { vi: 'Chỉ cần với lớp ghép.', en: 'Needed in combined classes only.' },
      },
      status: {
        kind: 'choice',
        heading: { vi: 'Trạng thái', en: 'Status' },
        aliases: ['Trạng thái học', 'Tình trạng', 'Trạng thái HS'],
        choices: [
          choice('studying', 'Đang học', 'Studying', 'Bình thường'),
          choice(
            'transferred-in',
            'Chuyển đến',
            'Transferred in',
            'Chuyển đến kỳ 1',
            'Chuyển đến kỳ 2',
            'Chuyển đến trong năm',
          ),
          choice(
            'transferred-out',
            'Chuyển đi',
            'Transferred out',
            'Chuyển đi kỳ 1',
            'Chuyển đi kỳ 2',
            'Chuyển trường',
          ),
          choice('dropped-out', 'Bỏ học', 'Dropped out', 'Thôi học', 'Nghỉ học', 'Bỏ học kỳ 1', 'Bỏ học kỳ 2'),
          choice('graduated', 'Tốt nghiệp', 'Graduated', 'Hoàn thành cấp học', 'Hoàn thành chương trình', 'Ra trường'),
        ],
      },
      fromDay: {
        kind: 'day',
        earliest: '1990-01-01',
        heading: { vi: 'Ngày vào trường', en: 'Came on' },
        aliases: ['Ngày nhập học', 'Ngày tiếp nhận'],
        help: {
          vi: 'Bỏ trống: ngày đầu năm học. Chỉ dùng cho học sinh mới.',
          en: 'Empty: the first day of the year. For new pupils only.',
        },
      },
      ethnicKey: {
        kind: 'choice',
        heading: { vi: 'Dân tộc', en: 'Ethnic group' },
        aliases: ['Thành phần dân tộc', 'DT'],
        choices: lists.ethnic,
      },
      religionKey: { kind: 'choice', heading: { vi: 'Tôn giáo', en: 'Religion' }, choices: lists.religion },
      nationality: text('Quốc tịch', 'Nationality'),
      citizenNumber: citizenNumberColumn,
      birthPlace: text('Nơi sinh', 'Place of birth'),
      nativePlace: text('Quê quán', 'Native place', 'Nguyên quán'),
      province: text('Tỉnh (thường trú)', 'Province of residence', 'Tỉnh', 'Tỉnh/Thành phố', 'Tỉnh thường trú'),
      district: text('Huyện (thường trú)', 'District of residence', 'Huyện', 'Quận/Huyện', 'Huyện thường trú'),
      commune: text('Xã (thường trú)', 'Commune of residence', 'Xã', 'Xã/Phường', 'Xã thường trú', 'Phường/Xã'),
      hamlet: text(
        'Thôn, làng (thường trú)',
        'Hamlet of residence',
        'Thôn/Xóm',
        'Thôn',
        'Làng',
        'Thôn, xóm',
        'Tổ/Thôn/Xóm',
      ),
      homeAddress: text(
        'Chỗ ở hiện nay',
        'Lives at',
        'Địa chỉ',
        'Nơi ở hiện nay',
        'Chỗ ở hiện tại',
        'Địa chỉ hiện tại',
      ),
      phone: { ...text('Điện thoại', 'Phone', 'Số điện thoại', 'Điện thoại liên hệ', 'SĐT', 'ĐT'), maxLength: 30 },
      area: text('Khu vực', 'Area'),
      policyKey: {
        kind: 'choice',
        heading: { vi: 'Đối tượng chính sách', en: 'Policy group' },
        aliases: ['Diện chính sách', 'Đối tượng CS', 'Chế độ chính sách'],
        choices: lists.policy,
      },
      disability: text('Loại khuyết tật', 'Disability', 'Khuyết tật', 'Dạng khuyết tật'),
      inclusive: yesNo('Học hòa nhập', 'Inclusive learning', 'Hòa nhập'),
      feeExemption: text('Miễn, giảm học phí', 'Fee exemption', 'Miễn giảm học phí', 'Diện miễn giảm'),
      poverty: {
        kind: 'choice',
        heading: { vi: 'Hộ nghèo, cận nghèo', en: 'Poor household' },
        aliases: ['Hộ nghèo', 'Hộ nghèo/cận nghèo', 'Hoàn cảnh gia đình'],
        choices: [
          choice('poor', 'Hộ nghèo', 'Poor', 'Nghèo', 'Có'),
          choice('near-poor', 'Hộ cận nghèo', 'Near poor', 'Cận nghèo'),
          choice('neither', 'Không', 'Neither', 'K'),
        ],
      },
      boards: {
        kind: 'choice',
        heading: { vi: 'Nội trú, bán trú', en: 'Boarding' },
        aliases: ['Nội trú/bán trú', 'Nội trú', 'Bán trú', 'Hình thức trú'],
        choices: [
          choice('boarding', 'Nội trú', 'Boarding'),
          choice('semi-boarding', 'Bán trú', 'Semi-boarding', 'Có'),
          choice('none', 'Không', 'None', 'K', 'Ngoại trú'),
        ],
      },
      sessionsAWeek: {
        kind: 'number',
        least: 0,
        most: 14,
        heading: { vi: 'Số buổi học/tuần', en: 'Sessions a week' },
        aliases: ['Số buổi/tuần', 'Số buổi học trên tuần', 'Số buổi học'],
      },
      firstLanguage: text('Ngoại ngữ 1', 'First foreign language', 'Học ngoại ngữ', 'Ngoại ngữ'),
      secondLanguage: text('Ngoại ngữ 2', 'Second foreign language'),
      ethnicLanguage: yesNo(
        'Học tiếng dân tộc',
        'Learns an ethnic language',
        'Học tiếng DTTS',
        'Học tiếng dân tộc thiểu số',
      ),
      repeated: yesNo('Lưu ban năm trước', 'Repeats the year', 'Lưu ban', 'Ở lại lớp'),
      attendedPreschool: yesNo(
        'Đã học mẫu giáo 5 tuổi',
        'Attended preschool at 5',
        'Học mẫu giáo 5 tuổi',
        'HS lớp 1 đã học MG 5 tuổi',
      ),
      youth: {
        kind: 'choice',
        heading: { vi: 'Đội viên, đoàn viên', en: 'Youth union' },
        aliases: ['Đội viên/đoàn viên', 'Đoàn đội', 'Đội viên', 'Đoàn viên'],
        choices: [
          choice('pioneer', 'Đội viên', 'Pioneer'),
          choice('union', 'Đoàn viên', 'Union member'),
          choice('none', 'Không', 'Neither', 'K'),
        ],
      },
      fatherName: name('Họ tên cha', "Father's name", 'Họ và tên cha', 'Tên cha', 'Họ tên bố', 'Cha'),
      fatherBirthYear: birthYear('Năm sinh cha', "Father's birth year", 'Năm sinh bố'),
      fatherJob: text('Nghề nghiệp cha', "Father's work", 'Nghề nghiệp bố'),
      fatherPhone: {
        ...text('Điện thoại cha', "Father's phone", 'SĐT cha', 'Số điện thoại cha', 'ĐT cha'),
        maxLength: 30,
      },
      motherName: name('Họ tên mẹ', "Mother's name", 'Họ và tên mẹ', 'Tên mẹ', 'Mẹ'),
      motherBirthYear: birthYear('Năm sinh mẹ', "Mother's birth year"),
      motherJob: text('Nghề nghiệp mẹ', "Mother's work"),
      motherPhone: { ...text('Điện thoại mẹ', "Mother's phone", 'SĐT mẹ', 'Số điện thoại mẹ', 'ĐT mẹ'), maxLength: 30 },
      guardianName: name(
        'Họ tên người giám hộ',
        "Guardian's name",
        'Người giám hộ',
        'Họ và tên người giám hộ',
        'Họ tên NGH',
      ),
      guardianBirthYear: birthYear('Năm sinh người giám hộ', "Guardian's birth year", 'Năm sinh NGH'),
      guardianJob: text('Nghề nghiệp người giám hộ', "Guardian's work", 'Nghề nghiệp NGH'),
      guardianPhone: {
        ...text(
          'Điện thoại người giám hộ',
          "Guardian's phone",
          'SĐT người giám hộ',
          'Số điện thoại người giám hộ',
          'ĐT NGH',
        ),
        maxLength: 30,
      },
    },
  });

export type PupilColumns = ReturnType<typeof pupilSheet>['columns'];
export type PupilRow = RowOf<ReturnType<typeof pupilSheet>>;

/** What stands in the profile itself: not where the pupil sits, nor how they came, nor the code they go by. */
export const pupilProfile = (lists: ImportLists) => {
  const { title, columns } = pupilSheet(lists);
  const { pupilCode, className, grade, status, fromDay, policyKey, ...profile } = columns;
  return sheetSpec({ title, columns: profile });
};
export type PupilProfileRow = RowOf<ReturnType<typeof pupilProfile>>;

/** The ministry's update of identities, fifteen columns and no name: it says more of pupils already known, and adds none. */
export const identitySheet = (lists: ImportLists) =>
  sheetSpec({
    title: { vi: 'Cập nhật định danh', en: 'Identity update' },
    columns: {
      className: text('Mã lớp', 'Class code', 'Lớp', 'Tên lớp'),
      ministryCode: {
        ...text('Mã định danh Bộ GD&ĐT', 'Ministry code', 'Mã định danh Bộ', 'Mã định danh Bộ GDĐT', 'Mã học sinh'),
        required: true,
        unique: true,
        maxLength: 50,
      },
      birthDay: {
        kind: 'day',
        earliest: '1940-01-01',
        heading: { vi: 'Ngày sinh', en: 'Date of birth' },
        aliases: ['Ngày tháng năm sinh'],
      },
      sex: { kind: 'choice', heading: { vi: 'Giới tính', en: 'Sex' }, choices: sexChoices },
      ethnicKey: { kind: 'choice', heading: { vi: 'Dân tộc', en: 'Ethnic group' }, choices: lists.ethnic },
      nationality: text('Quốc tịch', 'Nationality'),
      province: text('Tỉnh', 'Province', 'Tỉnh/Thành phố'),
      district: text('Huyện', 'District', 'Quận/Huyện'),
      commune: text('Xã', 'Commune', 'Xã/Phường'),
      fatherName: name('Họ tên cha', "Father's name", 'Họ và tên cha'),
      fatherBirthYear: birthYear('Năm sinh cha', "Father's birth year"),
      motherName: name('Họ tên mẹ', "Mother's name", 'Họ và tên mẹ'),
      motherBirthYear: birthYear('Năm sinh mẹ', "Mother's birth year"),
      citizenNumber: {
        ...citizenNumberColumn,
        heading: { vi: 'Số ĐDCN', en: 'Citizen number' },
        aliases: [...citizenNumberColumn.aliases, 'Số định danh cá nhân'],
      },
    },
  });

export type IdentityColumns = ReturnType<typeof identitySheet>['columns'];
export type IdentityRow = RowOf<ReturnType<typeof identitySheet>>;
