import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { raw } from 'hono/html';

/** The drawings we take from Tabler's set, by their names there. */
const names = [
  'alert-triangle',
  'arrow-down',
  'arrow-up',
  'arrows-sort',
  'bell',
  'building-community',
  'calendar',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'circle-check',
  'clock',
  'copy',
  'dots',
  'download',
  'external-link',
  'eye',
  'file-spreadsheet',
  'file-text',
  'filter',
  'folder',
  'history',
  'info-circle',
  'key',
  'link',
  'lock',
  'logout',
  'mail',
  'map-pin',
  'menu-2',
  'paperclip',
  'pencil',
  'plus',
  'printer',
  'refresh',
  'search',
  'send',
  'trash',
  'upload',
  'user',
  'x',
] as const;

export type IconName = (typeof names)[number];

const resolve = createRequire(import.meta.url).resolve;
const drawn = new Map<IconName, string>();

/** The lines of a drawing, read once and kept. */
function lines(name: IconName): string {
  const kept = drawn.get(name);
  if (kept !== undefined) return kept;
  const file = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8');
  const inner = file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>'));
  const tidy = inner.replaceAll(/\s*\n\s*/g, '');
  drawn.set(name, tidy);
  return tidy;
}

/** A drawing beside a word; never instead of one, so it is hidden from screen readers. */
export function Icon(props: { name: IconName; size?: number }) {
  const size = props.size ?? 18;
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {raw(lines(props.name))}
    </svg>
  );
}
