/** The mark: a boat on its slipway. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="currentColor"
      className="shrink-0"
    >
      <path d="M7.2 2.2 12.4 7l-4.1 1.2Zm-4 9.2 13.4-4-2 2.8-9.8 2.9ZM1.4 15 18 10.1a1 1 0 0 1 .6 1.9L2 16.9A1 1 0 0 1 1.4 15Z" />
    </svg>
  );
}
