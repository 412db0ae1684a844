import { useZone } from "@/components/ui/preferences";
import { Clock } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { formatDay, shortCommit } from "@/lib/format/format";
import type { Release } from "@/lib/schemas/release";
import type { RollBackData } from "./use-roll-back-data";

/** "Runs now: v12 cb6999d since 10:51". */
export function RunsNow({ current, data }: { current: Release | null; data: RollBackData }) {
  const zone = useZone();
  const now = useNow(60_000);
  if (!current) return <p className="text-meta text-ink-3">Nothing runs now.</p>;
  const { commit } = data.descriptionOf(current);
  const day = formatDay(current.created_at, now, zone);
  return (
    <p className="text-meta text-ink-3">
      Runs now: <span className="font-emphasis text-ink">v{current.version}</span>{" "}
      {commit && (
        <>
          <span className="font-mono text-ink-2">{shortCommit(commit)}</span>{" "}
        </>
      )}
      since {day === "Today" ? "" : `${day === "Yesterday" ? "yesterday" : day} `}
      <Clock at={current.created_at} />
    </p>
  );
}
