export { assetPath, assetRoutes, fontPaths, prepareAssets } from './assets.ts';
export { Bar, type BarProps } from './bar.tsx';
export { Mark } from './brand.tsx';
export { Button, ButtonLink, type ButtonLinkProps, type ButtonProps, PrintButton } from './button.tsx';
export { RankedBars, type RankedBarsProps, type RankedItem } from './charts/ranked-bars.tsx';
export { Sparkline } from './charts/sparkline.tsx';
export { type Tile, TileMap, type TileMapProps } from './charts/tile-map.tsx';
export { TrendLine, type TrendLineProps, type TrendPoint } from './charts/trend-line.tsx';
export { CopyText } from './copy.tsx';
export { DocumentBeside, DocumentText, type Passage } from './document-text.tsx';
export { Empty, type EmptyProps } from './empty.tsx';
export { Definitions, Facts, KeyFigure, Stat, Stats } from './facts.tsx';
export {
  CheckField,
  Choice,
  type ChoiceProps,
  DayField,
  Field,
  type FieldProps,
  FileField,
  type FileFieldProps,
  type Option,
  Select,
  type SelectProps,
  TextField,
  type TextFieldProps,
} from './field.tsx';
export { type Flash, Notice } from './flash.tsx';
export {
  CsrfField,
  csrfName,
  FaultSummary,
  type FieldFault,
  FieldGroup,
  Form,
  type FormProps,
  fieldId,
  useFault,
} from './form.tsx';
export type { MenuItem, NavItem, Who } from './header.tsx';
export { Icon, type IconName } from './icon.tsx';
export { type Crumb, Page, type PageProps } from './page.tsx';
export { Columns, type LinkItem, LinkList, Panel, Row, Stack, Way } from './panel.tsx';
export { Roll, RollFoot, type RollLine, type Segment, Segments } from './segments.tsx';
export { type Language, Setting, type Slot, type State, useSetting, useWords, wordsIn } from './setting.tsx';
export { type Slip, Slips } from './slips.tsx';
export { Chips, Pill, StateChip, StateShape } from './state.tsx';
export { Progress, type ProgressProps, type Step, Steps } from './steps.tsx';
export { type Column, DataTable, type DataTableProps, RowFigure, RowTitle, type TablePages } from './table.tsx';
export { Dialog, Disclosure, type Tab, Tabs } from './tabs.tsx';
export { type Happening, Timeline } from './timeline.tsx';
export { Tree, type TreeNode } from './tree.tsx';
export { Verdict } from './verdict.tsx';
