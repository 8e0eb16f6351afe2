import { number, percent } from '#platform/format.ts';
import { classes, useWords } from '../setting.tsx';
import { Figures } from './figures.tsx';
import { scaleFor } from './scale.ts';

export interface TrendPoint {
  label: string;
  /** Null where nothing was known: the line breaks there, it never falls to zero. */
  value: number | null;
}

export interface TrendLineProps {
  title: string;
  points: TrendPoint[];
  target?: number | null;
  /** How a value is written; per cent unless said otherwise. */
  write?: (value: number | null) => string;
  /** The end of the scale; found from the figures unless given. */
  full?: number;
}

const height = 132;
const top = 18;
const bottom = 20;

/**
 * A value over time against its target. Places across are in per cent and heights in pixels, so that the letters keep
 * their size on a phone.
 */
export function TrendLine(props: TrendLineProps) {
  const words = useWords();
  const write = props.write ?? percent;
  const known = props.points.flatMap(point => (point.value === null ? [] : [point.value]));
  const target = props.target ?? undefined;
  const scale = scaleFor(target === undefined ? known : [...known, target], props.full);
  const y = (value: number) => top + (height - top - bottom) * (1 - (value - scale.from) / (scale.to - scale.from));
  const x = (index: number) => (props.points.length < 2 ? 50 : 2 + (index / (props.points.length - 1)) * 96);
  const last = props.points.findLastIndex(point => point.value !== null);
  const lastPoint = props.points[last];
  const every = Math.ceil(props.points.length / 6);
  return (
    <figure class="trend">
      <div class="trend-plot">
        <svg class="trend-scale" width="34" height={height} aria-hidden="true">
          {scale.steps.map(step => (
            <text x="28" y={y(step) + 4} text-anchor="end">
              {number(step)}
            </text>
          ))}
        </svg>
        <svg class="trend-lines" width="100%" height={height} role="img" aria-label={words.trend(props.title)}>
          {scale.steps.map(step => (
            <line class="grid-line" x1="0" x2="100%" y1={y(step)} y2={y(step)} />
          ))}
          {target !== undefined && (
            <>
              <line class="target-line" x1="0" x2="100%" y1={y(target)} y2={y(target)} />
              <text class="target-word" x="2%" y={y(target) - 5}>
                {words.target(props.write ? write(target) : percent(target, Number.isInteger(target) ? 0 : 1))}
              </text>
            </>
          )}
          {props.points.map((point, index) => {
            const next = props.points[index + 1];
            return point.value !== null && next && next.value !== null ? (
              <line
                class="value-line"
                x1={`${x(index)}%`}
                y1={y(point.value)}
                x2={`${x(index + 1)}%`}
                y2={y(next.value)}
              />
            ) : null;
          })}
          {props.points.map((point, index) =>
            point.value === null ? null : (
              <circle class="value-dot" cx={`${x(index)}%`} cy={y(point.value)} r={index === last ? 3.5 : 2.5}>
                <title>{`${point.label}: ${write(point.value)}`}</title>
              </circle>
            ),
          )}
          {lastPoint && lastPoint.value !== null && (
            <text
              class="value-word"
              x={`${Math.min(x(last) + 1, 99.5)}%`}
              y={y(lastPoint.value) + (target !== undefined && y(lastPoint.value) - y(target) < 26 ? 18 : -9)}
              text-anchor={last > props.points.length / 2 ? 'end' : 'middle'}
            >
              {write(lastPoint.value)}
            </text>
          )}
          {props.points.map((point, index) => (
            <text
              class={classes('period', (props.points.length - 1 - index) % every !== 0 && 'period-spare')}
              x={`${x(index)}%`}
              y={height - 3}
              text-anchor="middle"
            >
              {point.label}
            </text>
          ))}
        </svg>
      </div>
      <Figures
        heads={[words.table.period, words.table.value]}
        rows={props.points.map(point => [point.label, write(point.value)])}
      />
    </figure>
  );
}
