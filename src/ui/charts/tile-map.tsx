import { number } from '#platform/format.ts';
import { Bar } from '../bar.tsx';
import { type State, useWords } from '../setting.tsx';
import { StateShape } from '../state.tsx';
import { Figures } from './figures.tsx';

export interface Tile {
  label: string;
  value: number | null;
  state: State;
  /** The tile's place, counted from 1; at most 12 across and down. */
  column: number;
  row: number;
  href?: string;
}

export interface TileMapProps {
  title: string;
  tiles: Tile[];
  target?: number | null;
  write?: (value: number | null) => string;
}

/** Places as equal tiles roughly where they lie: read on a phone, printed in grey. */
export function TileMap(props: TileMapProps) {
  const words = useWords();
  const write = props.write ?? ((value: number | null) => number(value, 1));
  return (
    <figure class="tiles-figure">
      <ul class="tiles" aria-label={words.tiles(props.title)}>
        {props.tiles.map(tile => (
          <li class={`at-column-${tile.column} at-row-${tile.row}`}>
            <TileFace tile={tile} written={write(tile.value)} />
          </li>
        ))}
      </ul>
      <Figures
        heads={[words.table.rows, words.table.value, words.table.state]}
        rows={props.tiles.map(tile => [tile.label, write(tile.value), words.states[tile.state]])}
      />
    </figure>
  );
}

function TileFace(props: { tile: Tile; written: string }) {
  const words = useWords();
  const { tile } = props;
  const face = (
    <>
      <span class="tile-label">{tile.label}</span>
      <span class="tile-value">
        {props.written}
        <StateShape state={tile.state} size={12} />
      </span>
      <span class="sr">{words.states[tile.state]}</span>
      <span aria-hidden="true">
        <Bar value={tile.value} state={tile.state} thin />
      </span>
    </>
  );
  const look = `tile state-${tile.state}`;
  return tile.href ? (
    <a class={look} href={tile.href}>
      {face}
    </a>
  ) : (
    <div class={look}>{face}</div>
  );
}
