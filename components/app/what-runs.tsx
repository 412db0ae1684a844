import Link from "next/link";
import { Failed } from "@/components/ui/panel-states";
import { Glyph } from "@/components/ui/state";
import { dynoFacts } from "@/lib/apps/dyno-facts";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { describeRelease } from "@/lib/timeline/describe-release";
import { hasCode } from "@/lib/timeline/lineage";
import type { AppData } from "./use-app-data";
import { WhatRunsMeta } from "./what-runs-meta";

/** The current release: its time and user, its build, and the state of its dynos. */
export function WhatRuns({ app, data }: { app: string; data: AppData }) {
  const { current, builds, releases, slug, dynos, formation, releasePages } = data;
  if (releasePages.isError && !releasePages.data) {
    return (
      <section aria-label={text.whatRuns} className="mt-5">
        <Failed
          what={common.releases}
          error={releasePages.error}
          onRetry={() => void releasePages.refetch()}
        />
      </section>
    );
  }
  if (releasePages.isPending) return <WhatRunsSkeleton />;
  if (!current || !hasCode(current)) return <NothingRuns />;
  const { commit, full } = describeRelease(current, { builds, releases, slug });
  const facts = dynoFacts(dynos, formation, current.version);
  return (
    <section aria-label={text.whatRuns} className="mt-5">
      <h2 className="flex min-w-0 flex-wrap items-baseline gap-x-3 font-normal">
        <Link href={paths.release(app, current.version)} className="text-display hover:underline">
          {common.releaseVersion(current.version)}
        </Link>
        {commit && (
          <span className="max-w-40 truncate font-mono text-[0.875rem]/5 text-ink-2" title={commit}>
            {shortCommit(commit)}
          </span>
        )}
        <span
          className="line-clamp-2 min-w-0 text-body text-ink wrap-anywhere sm:line-clamp-1 sm:flex-1"
          title={full ?? undefined}
        >
          {full}
        </span>
      </h2>
      <WhatRunsMeta app={app} current={current} facts={facts} builds={builds} />
    </section>
  );
}

function NothingRuns() {
  return (
    <section aria-label={text.whatRuns} className="mt-5">
      <h2 className="text-display text-ink-3">{common.nothingRuns}</h2>
      <p className="mt-1 flex items-center gap-1.5 text-meta text-ink-3">
        <Glyph kind="canceled" />
        {text.noCodeReleased}
      </p>
    </section>
  );
}

function WhatRunsSkeleton() {
  return (
    <section aria-label={text.whatRuns} aria-busy="true" className="mt-5">
      <div className="flex h-8 items-center">
        <span className="h-6 w-64 max-w-full rounded-full bg-hover" />
      </div>
      <div className="mt-1 flex h-4 items-center">
        <span className="h-3 w-96 max-w-full rounded-full bg-hover" />
      </div>
    </section>
  );
}
