/** The mark: a rông house whose roof holds three bars. */
export function Mark(props: { size?: number }) {
  const size = props.size ?? 30;
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 30 30" aria-hidden="true" focusable="false">
      <path class="mark-roof" d="M15 1.2c2.4 6 5.6 12 10.6 18.2H4.4C9.4 13.2 12.6 7.2 15 1.2Z" />
      <path class="mark-bars" d="M10 13.6h2.2v5.8H10zM13.9 10h2.2v9.4h-2.2zM17.8 7.8H20v11.6h-2.2z" />
      <path class="mark-floor" d="M3.2 19.4h23.6v2.2H3.2z" />
      <path class="mark-posts" d="M6.6 21.6h2v7h-2zM14 21.6h2v7h-2zM21.4 21.6h2v7h-2z" />
    </svg>
  );
}
