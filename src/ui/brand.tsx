/** The mark: a rông house whose roof holds three bars. */
export function Mark(props: { size?: number }) {
  const size = props.size ?? 30;
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 30 30" aria-hidden="true" focusable="false">
      <path class="mark-roof" d="M15 1.5 25 20H5Z" />
      <path class="mark-bars" d="M9.6 14.5h2V20h-2zM14 10.5h2V20h-2zM18.4 12.5h2V20h-2z" />
      <path class="mark-floor" d="M4 19.6h22V22H4z" />
      <path class="mark-posts" d="M6.4 22h2.1v6.5H6.4zM13.95 22h2.1v6.5h-2.1zM21.5 22h2.1v6.5h-2.1z" />
    </svg>
  );
}
