/** A thin line across the gap between a card and the lane; with an arrow where it ends at a target. */
export function Wire({ to }: { to: "lane" | "target" }) {
  const target = to === "target";
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 8"
      width={24}
      height={8}
      className={`pointer-events-none absolute top-[46px] hidden text-ink-3 @min-[57rem]/board:block ${target ? "right-full" : "left-full"}`}
    >
      <path d={target ? "M0 4H18" : "M0 4H24"} stroke="currentColor" fill="none" />
      {target && <path d="M17 1.25 23.5 4 17 6.75Z" fill="currentColor" />}
    </svg>
  );
}
