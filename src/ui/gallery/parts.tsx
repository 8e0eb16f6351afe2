import { count, percent } from '#platform/format.ts';
import {
  Button,
  ButtonLink,
  CheckField,
  Choice,
  CopyText,
  DataTable,
  DayField,
  Definitions,
  Dialog,
  Disclosure,
  DocumentBeside,
  Facts,
  FieldGroup,
  FileField,
  Form,
  Notice,
  Page,
  Panel,
  Pill,
  Progress,
  RankedBars,
  Row,
  RowTitle,
  Select,
  Sparkline,
  Stack,
  Stat,
  Stats,
  Steps,
  Tabs,
  TextField,
  Timeline,
  Tree,
} from '../index.ts';
import { nav, who } from './sample.ts';

interface School {
  name: string;
  place: string;
  pupils: number;
  classes: number;
  teachers: number;
}

const schools: School[] = [
  {
    name: 'Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Ngọk Yêu (mẫu)',
    place: 'Xã mẫu Một, huyện Tu Mơ Rông',
    pupils: 1412,
    classes: 21,
    teachers: 38,
  },
  { name: 'Trường Mầm non Hoa Pơ Lang (mẫu)', place: 'Xã mẫu Hai', pupils: 286, classes: 11, teachers: 22 },
  { name: 'Trường Tiểu học Bơ̆k Hồ Ƀơm Čư̆ (mẫu)', place: 'Phường mẫu', pupils: 904, classes: 30, teachers: 45 },
];

const text = `Phần I. Mục tiêu (đoạn mẫu do chúng tôi viết)

1. Hết năm, ít nhất 50 % trường thu học phí không dùng tiền mặt.

2. Tất cả trường dùng sổ điểm điện tử; đơn vị chậm báo cáo lý do trước ngày 15 hằng tháng.`;

const passage = (id: string, words: string, current = false) => ({
  id,
  from: text.indexOf(words),
  to: text.indexOf(words) + words.length,
  href: `#p-${id}`,
  current,
});

/** Every part once, with sample data. */
export function SampleParts() {
  return (
    <Page
      title="Các phần của giao diện"
      nav={nav('Đơn vị')}
      who={who}
      csrf="sample"
      flash={[
        { kind: 'done', words: 'Đã giao việc cho 27 trường.' },
        { kind: 'note', words: 'Số liệu trên trang này là số liệu mẫu.' },
      ]}
      facts={<Facts items={['Trang mẫu', 'mỗi phần một lần', undefined, 'không có dữ liệu thật']} />}
      actions={
        <>
          <ButtonLink href="/gallery/board" icon="upload">
            Nhập từ Excel
          </ButtonLink>
          <Dialog title="Thêm đơn vị" opens="Thêm đơn vị" filled>
            <Form action="/gallery/parts" buttons={<Button filled>Thêm</Button>}>
              <TextField name="newName" label="Tên đơn vị" help="Như trong quyết định thành lập." />
            </Form>
          </Dialog>
        </>
      }
      source="Hình mẫu"
      foot="Chân trang: một dòng chữ nhỏ."
    >
      <Tabs
        label="Các mặt của đơn vị"
        tabs={[
          { href: '#', label: 'Tổng quan', current: true },
          { href: '#t', label: 'Lớp', count: 21 },
          { href: '#u', label: 'Đội ngũ', count: 38 },
          { href: '#v', label: 'Chỉ tiêu' },
          { href: '#w', label: 'Nhật ký' },
        ]}
      />
      <Stack>
        <Stats>
          <Stat label="Học sinh" value="1.412" detail="21 lớp" />
          <Stat label="Giáo viên" value="38" detail="36 biên chế" href="#" />
          <Stat label="Sổ điểm đã khóa" value={percent(93.3)} state="near" />
          <Stat label="Học phí không tiền mặt" value="–" state="silent" />
        </Stats>
        <Row>
          <Pill>Bản nháp</Pill>
          <Pill tone="brand">Trường PTDTBT</Pill>
          <Sparkline values={[41, 44, 52, null, 66, 71, 74]} label="Bảy tháng gần đây, đi lên" />
          <CopyText text="KT-2023-0412" />
          <Button type="button">Nút thường</Button>
          <Button type="button" danger>
            Gỡ bỏ
          </Button>
          <Button type="button" quiet icon="pencil">
            Sửa
          </Button>
          <Button type="button" disabled>
            Chưa dùng được
          </Button>
        </Row>
        <DataTable
          caption="Trường trong huyện"
          showCaption
          filter
          columns={[
            {
              key: 'name',
              head: 'Trường',
              rowHead: true,
              sortable: true,
              render: school => (
                <RowTitle href="#" facts={[school.place]}>
                  {school.name}
                </RowTitle>
              ),
            },
            { key: 'pupils', head: 'Học sinh', align: 'end', sortable: true, render: school => count(school.pupils) },
            { key: 'classes', head: 'Lớp', align: 'end', render: school => school.classes },
            { key: 'teachers', head: 'Giáo viên', align: 'end', render: school => school.teachers },
            { key: 'level', head: 'Cấp học', render: () => 'Tiểu học, Trung học cơ sở' },
          ]}
          rows={schools}
          totals={{ name: 'Tổng', pupils: '2.602', classes: '62', teachers: '105' }}
          sort={{ key: 'pupils', direction: 'down', href: (key, direction) => `?sort=${key}.${direction}` }}
          pages={{ page: 2, pageSize: 3, total: 402, href: page => `?page=${page}` }}
          empty={{ text: 'Chưa có trường.' }}
        />
        <DataTable<School>
          caption="Bảng trống"
          columns={[{ key: 'name', head: 'Trường', render: school => school.name }]}
          rows={[]}
          empty={{
            text: 'Danh sách trường trong huyện sẽ đứng ở đây. Nhập tệp Excel của Phòng để bắt đầu.',
            step: { href: '#', label: 'Nhập danh sách trường' },
          }}
        />
        <Panel title="Nhập dữ liệu" aside={<a href="/gallery/board">Tải mẫu</a>}>
          <Steps steps={[{ label: 'Chọn tệp', href: '#' }, { label: 'Khớp cột' }, { label: 'Xem lỗi' }]} current={1} />
          <Progress label="Đang đọc danh sách" done={312} total={1500} unit="dòng" secondsLeft={230} mayLeave />
        </Panel>
        <SampleForm />
        <Panel title="Trong kế hoạch">
          <DocumentBeside
            label="Văn bản kế hoạch"
            text={text}
            passages={[
              passage('a', 'ít nhất 50 % trường thu học phí không dùng tiền mặt', true),
              passage('b', 'Tất cả trường dùng sổ điểm điện tử'),
            ]}
          >
            <Definitions
              items={[
                { term: 'Chỉ tiêu', value: 'Học phí không dùng tiền mặt' },
                { term: 'Mục tiêu', value: `≥ ${percent(50, 0)}` },
                { term: 'Hạn', value: '31/12/2023' },
                { term: 'Đơn vị chủ trì', value: undefined },
              ]}
            />
            <Notice kind="fault">Chưa ai được giao việc này.</Notice>
          </DocumentBeside>
        </Panel>
        <Panel title="Xếp hạng">
          <RankedBars
            title="Tỷ lệ theo huyện"
            target={90}
            items={[
              { label: 'Đăk Hà', value: 100, state: 'ok', href: '#' },
              { label: 'Tu Mơ Rông', value: 88.2, state: 'near', href: '#' },
              { label: 'Ia H’Drai', value: 41, state: 'behind', href: '#' },
              { label: 'Kon Plông', value: null, state: 'silent' },
            ]}
          />
        </Panel>
        <Panel title="Nơi chốn">
          <Tree
            label="Cây đơn vị"
            nodes={[
              {
                label: 'Sở GDĐT Kon Tum',
                href: '#',
                open: true,
                children: [
                  {
                    label: 'Huyện Tu Mơ Rông',
                    href: '#',
                    open: true,
                    detail: '23 trường',
                    children: [{ label: 'Trường mẫu Một', href: '#', current: true, detail: 'Tiểu học' }],
                  },
                  { label: 'Huyện Đăk Hà', href: '#', detail: '41 trường' },
                ],
              },
            ]}
          />
        </Panel>
        <Panel title="Diễn biến">
          <Timeline
            items={[
              { when: '14:05 ngày 24/11/2023', title: 'Nộp báo cáo năm', who: 'Hiệu trưởng (mẫu)', state: 'ok' },
              {
                when: '08:00 ngày 20/11/2023',
                title: 'Trả lại để bổ sung',
                detail: 'Thiếu phụ lục 2.',
                state: 'behind',
              },
              { when: '01/11/2023', title: 'Giao việc', who: 'Văn phòng Sở' },
            ]}
          />
        </Panel>
        <Disclosure summary="Cách tính">Số trường có ít nhất một lần nhập điểm chia cho số trường phải có.</Disclosure>
      </Stack>
    </Page>
  );
}

function SampleForm() {
  return (
    <Panel title="Khai báo của trường">
      <Form
        action="/gallery/parts"
        files
        warnUnsaved
        faults={[
          { field: 'pupils', words: 'Số học sinh là số nguyên, ví dụ 412.' },
          { field: 'kind', words: 'Chọn một loại hình.' },
          { words: 'Kỳ báo cáo đã khóa; xin Phòng mở lại.' },
        ]}
        buttons={
          <>
            <Button filled>Gửi</Button>
            <Button name="draft" value="yes" formNoValidate>
              Lưu nháp
            </Button>
          </>
        }
      >
        <TextField name="name" label="Tên trường" value={schools[0]?.name} autocomplete="organization" />
        <TextField
          name="pupils"
          label="Số học sinh"
          help="Tính đến ngày 30/9."
          value="bốn trăm"
          keyboard="numeric"
          width="short"
          unit="em"
        />
        <DayField name="since" label="Ngày thành lập" value="1998-09-05" optional />
        <Select
          name="district"
          label="Huyện"
          width="medium"
          options={[
            { value: 'a', label: 'Tu Mơ Rông' },
            { value: 'b', label: 'Đăk Hà' },
          ]}
          value="b"
        />
        <Choice
          name="kind"
          label="Loại hình"
          options={[
            { value: 'public', label: 'Công lập' },
            { value: 'boarding', label: 'Phổ thông dân tộc bán trú', help: 'Có học sinh ở lại trường trong tuần.' },
          ]}
        />
        <FieldGroup title="Minh chứng">
          <FileField name="file" label="Tệp" kinds={['.pdf', '.xlsx']} maxBytes={20 * 1024 * 1024} optional />
          <TextField name="note" label="Ghi chú" lines={3} optional />
        </FieldGroup>
        <CheckField name="sure" label="Tôi đã đối chiếu với sổ gốc." checked />
      </Form>
    </Panel>
  );
}
