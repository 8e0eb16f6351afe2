import { count, percent } from '#platform/format.ts';
import {
  Bar,
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  Facts,
  LinkList,
  Page,
  PrintButton,
  RowFigure,
  RowTitle,
  type State,
  StateChip,
} from '../index.ts';
import { nav, who } from './sample.ts';

interface Target {
  name: string;
  value: number | null;
  target: number;
  sign: string;
  state: State;
  origin: string;
  coverage: string;
  blocking?: string;
}

const targets: Target[] = [
  {
    name: 'Báo cáo định kỳ, văn bản hành chính gửi nhận điện tử',
    value: 98.6,
    target: 100,
    sign: '=',
    state: 'near',
    origin: 'Tự tính · 14:05',
    coverage: '402/402 đơn vị',
    blocking: '6\u00a0đơn vị',
  },
  {
    name: 'Phần mềm quản lý nhà trường, sổ điểm, học bạ điện tử',
    value: 93.3,
    target: 100,
    sign: '=',
    state: 'behind',
    origin: 'Tự tính · 14:05',
    coverage: '402/402 đơn vị',
    blocking: '27\u00a0trường',
  },
  {
    name: 'Mô hình quản trị số, dữ liệu chuẩn, kho học liệu mở',
    value: 34.1,
    target: 30,
    sign: '≥',
    state: 'ok',
    origin: 'Tự tính · 06:00',
    coverage: '398/402 đơn vị',
  },
  {
    name: 'Học phí không dùng tiền mặt',
    value: 46.8,
    target: 50,
    sign: '≥',
    state: 'near',
    origin: 'Tự tính · 14:05',
    coverage: '385/402 đơn vị',
    blocking: '118\u00a0trường',
  },
  {
    name: 'Hồ sơ dịch vụ công trực tuyến',
    value: 92.4,
    target: 90,
    sign: '>',
    state: 'ok',
    origin: 'Tự tính · 13:40',
    coverage: '10/10 đơn vị',
  },
  {
    name: 'Tuyên truyền an toàn thông tin cho cán bộ',
    value: 71,
    target: 100,
    sign: '=',
    state: 'behind',
    origin: 'Khai báo · 02/6',
    coverage: '310/402 đơn vị',
    blocking: '92 chưa báo cáo',
  },
  {
    name: 'Bồi dưỡng an toàn thông tin',
    value: 23.5,
    target: 20,
    sign: '≥',
    state: 'ok',
    origin: 'Tự tính · 06:00',
    coverage: '402/402 đơn vị',
  },
  {
    name: 'Dạy học trực tuyến cấp Tiểu học',
    value: null,
    target: 2,
    sign: '≥',
    state: 'silent',
    origin: 'Khai báo · –',
    coverage: '0/168 đơn vị',
    blocking: '168 chưa báo cáo',
  },
];

const columns: Column<Target>[] = [
  {
    key: 'name',
    head: 'Chỉ tiêu',
    rowHead: true,
    width: 'wide',
    fold: 'full',
    render: target => (
      <RowTitle
        href="/gallery/target"
        facts={[`Mục tiêu ${target.sign} ${percent(target.target, 0)}`, target.origin, target.coverage]}
      >
        {target.name}
      </RowTitle>
    ),
  },
  {
    key: 'value',
    head: 'Hiện tại',
    align: 'end',
    fold: 'start',
    render: target => <RowFigure>{percent(target.value)}</RowFigure>,
  },
  {
    key: 'bar',
    head: 'So với mục tiêu',
    width: 'bar',
    fold: 'full',
    render: target => <Bar value={target.value} target={target.target} state={target.state} />,
  },
  { key: 'state', head: 'Trạng thái', fold: 'end', render: target => <StateChip state={target.state} /> },
  {
    key: 'blocking',
    head: 'Còn vướng',
    fold: 'full',
    foldHead: true,
    render: target => (target.blocking ? <a href="/gallery/parts">{target.blocking}</a> : '–'),
  },
];

/** The province's board, as in the pictures of the look. Figures are made up. */
export function SampleBoard(props: { wall?: boolean }) {
  return (
    <Page
      title="Kế hoạch chuyển đổi số năm 2023"
      nav={nav('Chỉ tiêu')}
      who={who}
      wall={props.wall ?? false}
      facts={
        <Facts items={[`${count(12)} chỉ tiêu`, 'số liệu đến 14:05 ngày 24/11/2023', '398/402 trường có dữ liệu']} />
      }
      actions={
        <>
          <ButtonLink href="/gallery/board" download>
            Tải Excel
          </ButtonLink>
          <PrintButton>In</PrintButton>
        </>
      }
      marks={
        <>
          <StateChip state="ok" href="?state=ok">
            5 đạt
          </StateChip>
          <StateChip state="near" href="?state=near">
            3 gần đạt
          </StateChip>
          <StateChip state="behind" href="?state=behind">
            3 chưa đạt
          </StateChip>
          <StateChip state="silent" href="?state=silent">
            1 chưa có số liệu
          </StateChip>
        </>
      }
      source="Hình mẫu, số liệu bịa"
      {...(props.wall ? { refreshSeconds: 60 } : {})}
    >
      <Columns
        main={
          <DataTable
            caption="Các chỉ tiêu của kế hoạch"
            columns={columns}
            rows={targets}
            empty={{ text: 'Chưa có chỉ tiêu nào.' }}
          />
        }
        side={
          <>
            <LinkList
              title="Cần xử lý hôm nay"
              items={[
                {
                  href: '/gallery/parts',
                  title: '27 trường chưa dùng sổ điểm',
                  detail: 'Tu Mơ Rông 11 · Ia H’Drai 8 · Kon Plông 5 · khác 3',
                },
                {
                  href: '/gallery/parts',
                  title: '92 đơn vị chưa báo cáo tuyên truyền ATTT',
                  detail: 'Hạn 01/6 · quá hạn 176 ngày',
                },
                {
                  href: '/gallery/parts',
                  title: '4 trường im lặng hơn 7 ngày',
                  detail: 'Không có dữ liệu mới từ 17/11',
                },
              ]}
            />
            <LinkList
              title="Hạn sắp tới"
              items={[
                { href: '/gallery/parts', title: 'Báo cáo năm của đơn vị trực thuộc', detail: '06/12 · đã nộp 9/41' },
                { href: '/gallery/parts', title: 'Báo cáo năm của Phòng GDĐT', detail: '10/12 · đã nộp 0/10' },
              ]}
            />
          </>
        }
      />
    </Page>
  );
}
