import Link from "next/link";
import { BuildBars } from "@/components/builds/bars";
import { formatDuration } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import { noBuildsPromoted, noBuildsReleasedDirectly, noBuildsYet } from "@/lib/text/build";
import * as common from "@/lib/text/common";
import { promotedFromApp } from "@/lib/timeline/describe-release";
import { expectedDuration } from "@/lib/timeline/expected-duration";
import { hasCode } from "@/lib/timeline/lineage";
import type { AppData } from "./use-app-data";

const COUNT = 50;

/** Shows the last 50 builds as bars. */
export function BuildsSection({ app, data }: { app: string; data: AppData }) {
  const { builds, buildPages } = data;
  const usual = expectedDuration(builds);
  const count = Math.min(COUNT, builds.length);
  const parts = [
    count === 1 ? text.firstBuild : text.lastBuilds(count),
    usual === null ? null : text.usually(formatDuration(usual)),
  ].filter((word) => word !== null);
  return (
    <section aria-label={common.builds}>
      <div className="flex items-baseline gap-2">
        <h2 className="text-strong">{common.builds}</h2>
        {count > 0 && (
          <span className="min-w-0 flex-1 truncate text-meta text-ink-3">{parts.join(", ")}</span>
        )}
        {count === 0 && <span className="flex-1" />}
        <Link href={paths.builds(app)} className="text-meta text-ink-2 hover:underline">
          {common.allBuilds}
        </Link>
      </div>
      <div className="mt-3 h-[53px]">
        {builds.length > 0 && (
          <>
            <BuildBars
              builds={builds}
              count={COUNT}
              height={48}
              barWidth={6}
              spread
              app={app}
              className="max-sm:hidden"
            />
            <BuildBars
              builds={builds}
              count={COUNT}
              height={48}
              barWidth={4}
              spread
              app={app}
              className="sm:hidden"
            />
          </>
        )}
        {buildPages.isSuccess && builds.length === 0 && (
          <p className="text-body text-ink-2">{noBuilds(data)}</p>
        )}
      </div>
    </section>
  );
}

/** Returns the text shown without builds: where the running code came from. */
function noBuilds({ current, releases }: Pick<AppData, "current" | "releases">): string {
  if (!current || !hasCode(current)) return noBuildsYet;
  const from = promotedFromApp(current, releases);
  return from ? noBuildsPromoted(from) : noBuildsReleasedDirectly;
}
