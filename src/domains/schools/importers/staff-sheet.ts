import { type Choice, type RowOf, sheetSpec } from '#platform/sheets/index.ts';
import type { ImportLists } from './lists.ts';
import { citizenNumberColumn, sexChoices } from './pupil-sheet.ts';

const text = (vi: string, en: string, ...aliases: string[]) =>
  ({ kind: 'text', maxLength: 300, heading: { vi, en }, aliases }) as const;
const day = (vi: string, en: string, ...aliases: string[]) =>
  ({ kind: 'day', earliest: '1930-01-01', heading: { vi, en }, aliases }) as const;
const choice = <const V extends string>(value: V, vi: string, en: string, ...aliases: string[]): Choice<V> => ({
  value,
  label: { vi, en },
  aliases,
});

/** A staff member's full profile, as the sector database asks for it (reference regs-school §5.4). Empty cells change nothing. */
export const staffSheet = (lists: ImportLists) =>
  sheetSpec({
    title: { vi: 'Cán bộ, giáo viên', en: 'Staff' },
    columns: {
      staffCode: {
        ...text('Mã CB-GV', 'Staff code', 'Mã giáo viên', 'Mã GV', 'Mã cán bộ', 'Mã CBGV', 'Mã nhân viên', 'Mã CB, GV'),
        unique: true,
        maxLength: 50,
      },
      ministryCode: {
        ...text('Mã định danh Bộ GD&ĐT', 'Ministry code', 'Mã định danh Bộ', 'Mã định danh Bộ GDĐT'),
        unique: true,
        maxLength: 20,
      },
      fullName: {
        kind: 'text',
        name: true,
        required: true,
        maxLength: 200,
        heading: { vi: 'Họ và tên', en: 'Full name' },
        aliases: ['Họ tên', 'Họ và tên giáo viên', 'Tên giáo viên'],
      },
      birthDay: { ...day('Ngày sinh', 'Date of birth', 'Ngày tháng năm sinh'), required: true },
      sex: { kind: 'choice', required: true, heading: { vi: 'Giới tính', en: 'Sex' }, choices: sexChoices },
      job: {
        kind: 'choice',
        required: true,
        heading: { vi: 'Vị trí việc làm', en: 'Job' },
        aliases: ['Loại cán bộ', 'Chức vụ', 'Chức danh'],
        choices: [
          choice('principal', 'Hiệu trưởng', 'Principal', 'Giám đốc'),
          choice('deputy', 'Phó hiệu trưởng', 'Deputy', 'Phó hiệu trưởng chuyên môn', 'Hiệu phó', 'Phó giám đốc'),
          choice(
            'teacher',
            'Giáo viên',
            'Teacher',
            'GV',
            'Giáo viên bộ môn',
            'Tổ trưởng chuyên môn',
            'Tổng phụ trách Đội',
            'Giáo viên chủ nhiệm',
            'Tổ trưởng',
            'Tổ phó',
          ),
          choice('clerk', 'Văn thư', 'Clerk', 'Nhân viên văn thư', 'Văn phòng', 'Giáo vụ'),
          choice('accountant', 'Kế toán', 'Accountant', 'Nhân viên kế toán', 'Thủ quỹ'),
          choice('librarian', 'Thư viện', 'Librarian', 'Nhân viên thư viện', 'Thư viện, thiết bị', 'Thiết bị'),
          choice('health', 'Y tế', 'Health', 'Nhân viên y tế', 'Y tế học đường'),
          choice(
            'support',
            'Nhân viên hỗ trợ',
            'Support',
            'Bảo vệ',
            'Nhân viên',
            'Phục vụ',
            'Cấp dưỡng',
            'Nhân viên khác',
          ),
        ],
      },
      status: {
        kind: 'choice',
        heading: { vi: 'Trạng thái', en: 'Status' },
        choices: [
          choice('working', 'Đang làm việc', 'Working', 'Đang công tác', 'Đang dạy'),
          choice('left', 'Đã nghỉ', 'Left', 'Chuyển đi', 'Nghỉ hưu', 'Thôi việc', 'Chuyển công tác'),
        ],
      },
      citizenNumber: citizenNumberColumn,
      ethnicKey: { kind: 'choice', heading: { vi: 'Dân tộc', en: 'Ethnic group' }, choices: lists.ethnic },
      religionKey: { kind: 'choice', heading: { vi: 'Tôn giáo', en: 'Religion' }, choices: lists.religion },
      nativePlace: text('Quê quán', 'Native place', 'Nguyên quán'),
      homeAddress: text('Thường trú', 'Residence', 'Địa chỉ thường trú', 'Địa chỉ', 'Nơi ở hiện nay'),
      email: text('E-mail', 'E-mail', 'Thư điện tử', 'Email'),
      phone: { ...text('Điện thoại', 'Phone', 'Số điện thoại', 'SĐT'), maxLength: 30 },
      insuranceNumber: text('Số sổ BHXH', 'Social insurance number', 'Số BHXH'),
      party: {
        kind: 'choice',
        heading: { vi: 'Đảng viên, đoàn viên', en: 'Party, youth union' },
        aliases: ['Đảng viên/đoàn viên', 'Đảng viên', 'Đoàn viên'],
        choices: [
          choice('party', 'Đảng viên', 'Party member', 'Có'),
          choice('union', 'Đoàn viên', 'Union member'),
          choice('none', 'Không', 'Neither', 'K'),
        ],
      },
      position: text('Chức vụ kiêm nhiệm', 'Further position', 'Kiêm nhiệm'),
      contract: text('Hình thức hợp đồng', 'Contract', 'Loại hợp đồng', 'Hợp đồng'),
      hiredOn: day('Ngày tuyển dụng', 'Hired on'),
      fromDay: {
        ...day('Ngày về trường', 'Came on', 'Ngày về trường hiện nay', 'Ngày vào trường'),
        help: {
          vi: 'Bỏ trống: ngày đầu năm học. Chỉ dùng cho người mới.',
          en: 'Empty: the first day of the year. For new people only.',
        },
      },
      rankCode: text(
        'Mã hạng CDNN',
        'Professional rank code',
        'Hạng CDNN',
        'Mã hạng chức danh nghề nghiệp',
        'Mã ngạch',
      ),
      salaryStep: text('Bậc lương', 'Salary step', 'Bậc'),
      salaryFactor: {
        kind: 'number',
        least: 0,
        most: 20,
        heading: { vi: 'Hệ số lương', en: 'Salary factor' },
        aliases: ['Hệ số'],
      },
      salaryFrom: day('Ngày hưởng', 'Salary from', 'Ngày hưởng bậc lương'),
      allowance: text('Phụ cấp', 'Allowance'),
      qualification: text(
        'Trình độ chuyên môn',
        'Qualification',
        'Trình độ',
        'Trình độ CMNV',
        'Trình độ chuyên môn nghiệp vụ',
      ),
      speciality: text('Chuyên ngành', 'Speciality', 'Chuyên ngành đào tạo'),
      politicalTheory: text('Trình độ LLCT', 'Political theory', 'Lí luận chính trị', 'Lý luận chính trị'),
      foreignLanguage: text('Ngoại ngữ', 'Foreign language', 'Trình độ ngoại ngữ'),
      informatics: text('Tin học', 'Informatics', 'Trình độ tin học'),
      managementTraining: text('Quản lí giáo dục', 'Education management', 'QLGD', 'Bồi dưỡng QLGD'),
      teaches: text('Môn dạy', 'Teaches', 'Dạy môn', 'Bộ môn'),
      lessonsAWeek: {
        kind: 'number',
        least: 0,
        most: 50,
        heading: { vi: 'Số tiết/tuần', en: 'Lessons a week' },
        aliases: ['Số tiết', 'Số tiết trên tuần'],
      },
      standardResult: text(
        'Kết quả chuẩn nghề nghiệp',
        'Professional standard',
        'Đánh giá chuẩn nghề nghiệp',
        'Chuẩn nghề nghiệp',
      ),
      officialResult: text(
        'Đánh giá viên chức',
        'Official assessment',
        'Kết quả đánh giá viên chức',
        'Xếp loại viên chức',
      ),
      training: text('Bồi dưỡng thường xuyên', 'Regular training', 'BDTX'),
    },
  });

export type StaffColumns = ReturnType<typeof staffSheet>['columns'];
export type StaffRow = RowOf<ReturnType<typeof staffSheet>>;
