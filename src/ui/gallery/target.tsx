import { percent } from '#platform/format.ts';
import {
  Bar,
  Button,
  ButtonLink,
  type Column,
  Columns,
  DataTable,
  Facts,
  Form,
  KeyFigure,
  Page,
  Panel,
  type State,
  StateChip,
  TileMap,
  TrendLine,
} from '../index.ts';
import { nav, who } from './sample.ts';

interface District {
  name: string;
  reached: number;
  units: number;
  state: State;
  column: number;
  row: number;
}

const districts: District[] = [
  { name: 'Tp. Kon Tum', reached: 20, units: 20, state: 'ok', column: 2, row: 4 },
  { name: 'Đăk Hà', reached: 24, units: 24, state: 'ok', column: 2, row: 3 },
  { name: 'Ngọc Hồi', reached: 27, units: 28, state: 'near', column: 1, row: 2 },
  { name: 'Đăk Tô', reached: 31, units: 32, state: 'near', column: 2, row: 2 },
  { name: 'Sa Thầy', reached: 34, units: 36, state: 'near', column: 1, row: 3 },
  { name: 'Kon Rẫy', reached: 35, units: 40, state: 'behind', column: 3, row: 3 },
  { name: 'Đăk Glei', reached: 37, units: 44, state: 'behind', column: 2, row: 1 },
  { name: 'Kon Plông', reached: 38, units: 48, state: 'behind', column: 4, row: 2 },
  { name: 'Tu Mơ Rông', reached: 37, units: 52, state: 'behind', column: 3, row: 2 },
  { name: 'Ia H’Drai', reached: 38, units: 56, state: 'behind', column: 1, row: 4 },
];

const share = (district: District) => (district.reached / district.units) * 100;

const columns: Column<District>[] = [
  {
    key: 'name',
    head: 'Đơn vị',
    rowHead: true,
    fold: 'start',
    render: district => (
      <a href="/gallery/parts">
        <b>{district.name}</b>
      </a>
    ),
  },
  { key: 'share', head: 'Tỷ lệ', align: 'end', fold: 'end', render: district => percent(share(district)) },
  {
    key: 'bar',
    head: 'So với mục tiêu',
    width: 'bar',
    fold: 'full',
    render: district => <Bar value={share(district)} target={100} state={district.state} />,
  },
  {
    key: 'units',
    head: 'Trường',
    align: 'end',
    fold: 'start',
    foldHead: true,
    render: district => <span class="soft">{`${district.reached}/${district.units}`}</span>,
  },
  { key: 'state', head: 'Trạng thái', fold: 'end', render: district => <StateChip state={district.state} /> },
];

const months = [41, 44, 52, 58, 66, 71, 74, 80, 84, 87, 91, 93.3];

/** One target, as in the pictures of the look. Figures are made up. */
export function SampleTarget() {
  return (
    <Page
      title="Quản lý nhà trường, sổ điểm và học bạ điện tử đến 100 % trường"
      crumbs={[{ href: '/gallery/board', label: 'Chỉ tiêu' }]}
      crumb="Quản lý nhà trường, sổ điểm, học bạ"
      nav={nav('Chỉ tiêu')}
      who={who}
      csrf="sample"
      facts={
        <Facts
          items={[
            'Tự tính từ dữ liệu của trường',
            '14:05 hôm nay',
            'đủ 402/402 trường',
            <a href="/gallery/parts">cách tính</a>,
            <a href="/gallery/parts">nguồn trong kế hoạch: I.2</a>,
          ]}
        />
      }
      actions={
        <>
          <ButtonLink href="/gallery/board" download>
            Tải Excel
          </ButtonLink>
          <Form action="/gallery/target" label="Giao việc">
            <Button filled>Giao việc cho 27 trường</Button>
          </Form>
        </>
      }
      source="Hình mẫu, số liệu bịa"
    >
      <KeyFigure value={percent(93.3)}>
        <span>375 / 402 trường</span>
        <StateChip state="behind" />
        <span class="soft">khai báo: 98,0 % · lệch +4,7</span>
      </KeyFigure>
      <Columns
        wideSide
        main={
          <Panel title="Theo huyện, thành phố" flush>
            <DataTable
              bare
              caption="Tỷ lệ theo huyện, thành phố"
              columns={columns}
              rows={districts}
              empty={{ text: 'Chưa có huyện nào.' }}
            />
          </Panel>
        }
        side={
          <>
            <Panel title="Bản đồ ô">
              <TileMap
                title="Tỷ lệ theo huyện, thành phố"
                tiles={districts.map(district => ({
                  label: district.name,
                  value: share(district),
                  state: district.state,
                  column: district.column,
                  row: district.row,
                  href: '/gallery/parts',
                }))}
              />
            </Panel>
            <Panel title="Diễn biến năm 2023">
              <TrendLine
                title="Tỷ lệ trường theo tháng, năm 2023"
                points={months.map((value, index) => ({ label: String(index + 1), value }))}
                target={100}
              />
            </Panel>
          </>
        }
      />
    </Page>
  );
}
