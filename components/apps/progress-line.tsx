import { useKnownNow } from "@/components/ui/page-age";

/** A 2 px bar at the bottom of a row that fills over the expected time; beyond that it stays just short of full. */
export function ProgressLine({ since, expectedMs }: { since: string; expectedMs: number | null }) {
  const now = useKnownNow();
  if (!expectedMs) return null;
  const share = Math.min(0.97, Math.max(0, (now - Date.parse(since)) / expectedMs));
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 bottom-0 h-0.5 w-full"
      height={2}
    >
      <rect
        width={`${(share * 100).toFixed(1)}%`}
        height={2}
        className="fill-bar-live"
        suppressHydrationWarning
      />
    </svg>
  );
}
