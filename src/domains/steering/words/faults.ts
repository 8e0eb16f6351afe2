import type { Said } from '#platform/words.ts';

/** Why a command was not done, and what to do next. */
export const faults = {
  planAdopted: {
    vi: 'Kế hoạch này đã ban hành nên không sửa được nữa. Nếu cần thay đổi, hãy đưa vào một kế hoạch mới.',
    en: 'This plan is in force and is no longer changed. Bring in a new plan to change it.',
  },
  untilBeforeFrom: { vi: 'Ngày hết hiệu lực phải sau ngày bắt đầu.', en: 'The last day must come after the first.' },
  dropped: {
    vi: 'Mục này đã được bỏ khỏi kế hoạch. Hãy tải lại trang.',
    en: 'This item was taken out of the plan. Reload the page.',
  },
  noComparator: {
    vi: 'Còn chỉ tiêu chưa rõ “tối thiểu”, “trên” hay “bằng”. Hãy chọn ở từng chỉ tiêu được đánh dấu.',
    en: 'Some targets do not say “at least”, “more than” or “exactly”. Choose at each marked target.',
  },
  noDay: {
    vi: 'Còn hạn chưa có ngày. Hãy ghi ngày, hoặc bỏ hạn đó.',
    en: 'Some deadlines have no day. Write the day, or drop the deadline.',
  },
  unrecognisedOpen: {
    vi: 'Còn dòng chưa nhận ra. Hãy xem từng dòng, hoặc đánh dấu rằng bạn đã đọc hết.',
    en: 'Some lines were not recognised. Look at each, or say that you have read them all.',
  },
  adoptTooEarly: { vi: 'Ngày ban hành không thể ở tương lai.', en: 'The day of adoption cannot lie ahead.' },
  noText: {
    vi: 'Kế hoạch không có nội dung nào đọc được. Hãy kiểm tra tệp.',
    en: 'Nothing could be read in this plan. Check the file.',
  },
  notALine: {
    vi: 'Không có dòng này trong văn bản. Hãy tải lại trang.',
    en: 'There is no such line in the text. Reload the page.',
  },
  noIndicator: {
    vi: 'Không có chỉ số này. Hãy chọn lại trong danh sách.',
    en: 'There is no such indicator. Choose from the list again.',
  },
  noUnits: {
    vi: 'Hãy chọn ít nhất một đơn vị thuộc phạm vi của bạn.',
    en: 'Choose at least one unit within your reach.',
  },
  dueBeforeToday: { vi: 'Hạn phải từ hôm nay trở đi.', en: 'The deadline must be today or later.' },
  stepNotNow: {
    vi: 'Việc này đã chuyển trạng thái. Hãy tải lại trang để xem.',
    en: 'The task has moved on meanwhile. Reload the page.',
  },
  reportEmpty: {
    vi: 'Hãy viết kết quả đã làm, hoặc đính kèm minh chứng.',
    en: 'Write what was done, or attach evidence.',
  },
  reasonEmpty: { vi: 'Hãy viết lý do.', en: 'Write the reason.' },
  notAsked: {
    vi: 'Đơn vị này không thuộc diện phải nộp theo hạn này.',
    en: 'This unit does not owe anything by this deadline.',
  },
  linkWrong: {
    vi: 'Đường dẫn minh chứng phải bắt đầu bằng https:// hoặc http://.',
    en: 'The link must begin with https:// or http://.',
  },
  moreThanAll: { vi: 'Số đạt không thể lớn hơn tổng số.', en: 'The part cannot be larger than the whole.' },
  wholeIsZero: {
    vi: 'Tổng số phải lớn hơn 0. Nếu đơn vị không có đối tượng này, đừng khai.',
    en: 'The whole must be more than 0. Where the unit has none, do not declare.',
  },
  dayAhead: { vi: 'Ngày số liệu không thể ở tương lai.', en: 'The day of the figure cannot lie ahead.' },
  dayOutside: {
    vi: 'Ngày số liệu phải nằm trong thời gian của chỉ tiêu.',
    en: 'The day of the figure must lie within the target’s period.',
  },
  evidenceNeeded: {
    vi: 'Số khai báo cần minh chứng: đính kèm tệp, dán đường dẫn hoặc ghi rõ căn cứ ở phần ghi chú.',
    en: 'A declared figure needs evidence: attach a file, paste a link or name the source in the note.',
  },
  notInForce: { vi: 'Kế hoạch chưa ban hành.', en: 'The plan is not in force yet.' },
  parentNotAbove: {
    vi: 'Kế hoạch cấp trên phải đang có hiệu lực và của nơi quản lý đơn vị này.',
    en: 'The plan above must be in force, and of a place above this unit.',
  },
} satisfies Record<string, Said>;
