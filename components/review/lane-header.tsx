import { Version } from "@/components/ui/names";
import { Glyph, type StateKind } from "@/components/ui/state";
import { useNow } from "@/components/ui/use-now";
import { formatDuration } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import type { LaneSource } from "@/lib/review/lane-source";
import type { Preview } from "@/lib/review/preview";
import type { Soak } from "@/lib/review/soak-time";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";

/** The release that would be promoted, how long it has run on the source, and the user who built it. */
export function LaneHeader({ source, built }: { source: LaneSource; built: Preview["built"] }) {
  const { runs, soak } = source;
  if (!runs) {
    return (
      <header className="px-4 py-3 text-body text-ink-2">
        {text.nothingRunsIn(source.stage ?? source.app.name)}
      </header>
    );
  }
  return (
    <header className="flex flex-col gap-0.5 px-4 pt-3 pb-3.5">
      <h3 className="flex min-w-0 items-baseline gap-2.5 font-normal">
        <span className="text-large/6 font-semibold tracking-[-0.01em]">
          {common.releaseVersion(runs.release.version)}
        </span>
        <span className="min-w-0 flex-1">
          <Version commit={runs.commit ?? runs.image?.slice(0, 8) ?? null} description={runs.description} />
        </span>
      </h3>
      <SoakLine source={source} soak={soak} by={built?.user ? shortNameOf(built.user) : null} />
    </header>
  );
}

const kinds: Record<Soak["dynos"], StateKind> = {
  steady: "ok",
  up: "ok",
  crashed: "bad",
  unknown: "unknown",
};

function SoakLine({ source, soak, by }: { source: LaneSource; soak: Soak | null; by: string | null }) {
  const now = useNow();
  const where = text.ranIn(source.stage, source.app.name);
  const kind = source.failed ? "unknown" : (kinds[soak?.dynos ?? "unknown"] ?? "unknown");
  return (
    <p className="flex min-w-0 items-start gap-1.5 text-meta text-ink-2">
      <Glyph kind={kind} />
      <span className="min-w-0">
        {soak && <span suppressHydrationWarning>{soakText(soak, where, now)}</span>}
        {soak && by && " · "}
        {by && text.wasBuiltBy(by)}
      </span>
    </p>
  );
}

/** Returns "ran in staging 3 h 12 m without a crash"; with seconds only in the first minutes, to avoid flicker. */
function soakText({ since, at_least, dynos }: Soak, where: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(since));
  const time = formatDuration(ms < 60_000 ? ms : ms - (ms % 60_000));
  const ran = at_least ? text.ranAtLeast(where, time) : text.ranFor(where, time);
  switch (dynos) {
    case "steady":
      return text.withoutCrash(ran);
    case "up":
      return text.upNow(ran);
    case "crashed":
      return text.crashedNow(ran);
    case "unknown":
      return text.noDynoUpNow(ran);
  }
}
