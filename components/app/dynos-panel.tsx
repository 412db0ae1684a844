import { useOldDynos } from "@/components/ui/page-age";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { useZone } from "@/components/ui/preferences";
import { Glyph } from "@/components/ui/state";
import { useNow } from "@/components/ui/use-now";
import { formatAge, formatHour } from "@/lib/format/format";
import type { Dyno } from "@/lib/schemas/dyno";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { hasCode } from "@/lib/timeline/lineage";
import { SidePanel } from "./side-panel";
import type { AppData } from "./use-app-data";

const kinds: Record<Dyno["state"], "ok" | "bad" | "live" | "canceled" | "unknown"> = {
  up: "ok",
  idle: "ok",
  crashed: "bad",
  starting: "live",
  down: "canceled",
  unknown: "unknown",
};

const stateLabels: Record<Dyno["state"], string> = {
  up: "up",
  idle: "idle",
  crashed: "crashed",
  starting: "starting",
  down: "off",
  unknown: "unknown",
};

/** Lists the dynos with their versions; a dyno of an earlier version is marked. */
export function DynosPanel({ app, data }: { app: string; data: AppData }) {
  const oldAt = useOldDynos(app);
  const { dynos, dynoList, current, formation } = data;
  const sizes = [...new Set(dynos.map((dyno) => dyno.size.toLowerCase()).filter(Boolean))];
  return (
    <SidePanel title={text.dynos} aside={sizes.length === 1 ? sizes[0] : undefined}>
      {dynoList.isError && (
        <Failed
          what={text.dynos}
          error={dynoList.error}
          onRetry={() => void dynoList.refetch()}
          knownAt={dynoList.dataUpdatedAt || null}
        />
      )}
      {dynoList.isPending && <Skeleton rows={1} height={28} />}
      {dynoList.isSuccess && dynos.length === 0 && (
        <p className="text-output text-ink-2">
          {formation.some((line) => line.quantity > 0) && current && hasCode(current)
            ? text.noDynoIsUp
            : text.noDynos}
        </p>
      )}
      <ul>
        {dynos.map((dyno) => (
          <DynoRow key={dyno.id} dyno={dyno} current={current?.version ?? null} oldAt={oldAt} />
        ))}
      </ul>
    </SidePanel>
  );
}

function DynoRow({ dyno, current, oldAt }: { dyno: Dyno; current: number | null; oldAt: number | null }) {
  const zone = useZone();
  const now = useNow();
  const old = dyno.release !== null && current !== null && dyno.release.version < current;
  const kind = oldAt !== null ? "unknown" : old && kinds[dyno.state] === "ok" ? "warn" : kinds[dyno.state];
  const then = oldAt === null ? null : common.atHour(formatHour(new Date(oldAt).toISOString(), zone));
  const since = dyno.state === "up" || dyno.state === "crashed" ? ` ${formatAge(dyno.updated_at, now)}` : "";
  return (
    <li className="flex h-7 min-w-0 items-center gap-1.5 text-output">
      <Glyph kind={kind} />
      <span className="min-w-0 flex-1 truncate" title={dyno.command}>
        {dyno.name}
      </span>
      <span
        suppressHydrationWarning
        className={`text-meta tabular-nums ${kind === "bad" ? "text-bad" : old && then === null ? "text-warn" : then === null ? "text-ink-3" : "text-ink-2"}`}
      >
        {dyno.release && text.releaseVersionThen(dyno.release.version)}
        {stateLabels[dyno.state]}
        {then ?? since}
      </span>
    </li>
  );
}
