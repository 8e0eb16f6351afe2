/** A small line beside a figure: only its shape matters, the figure stands next to it. */
export function Sparkline(props: { values: (number | null)[]; label: string }) {
  const known = props.values.flatMap(value => (value === null ? [] : [value]));
  if (known.length < 2) return null;
  const low = Math.min(...known);
  const reach = Math.max(...known) - low || 1;
  const x = (index: number) => 2 + (index / (props.values.length - 1)) * 68;
  const y = (value: number) => 18 - ((value - low) / reach) * 14;
  let pen = 'M';
  const path = props.values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const point = `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return point;
    })
    .join('');
  const last = props.values.findLastIndex(value => value !== null);
  return (
    <svg class="sparkline" width="72" height="22" viewBox="0 0 72 22" role="img" aria-label={props.label}>
      <path d={path} />
      <circle cx={x(last)} cy={y(props.values[last] ?? low)} r="2.2" />
    </svg>
  );
}
