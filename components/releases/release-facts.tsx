import type { UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
import { Fact, Facts, MonoFact } from "@/components/ui/facts";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { useZone } from "@/components/ui/preferences";
import { useNow } from "@/components/ui/use-now";
import { formatBytes, formatTime } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import { noBuild } from "@/lib/text/build";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/release";
import type { Code } from "@/lib/timeline/describe-release";
import { retentionOf } from "@/lib/timeline/did-run";

type Props = {
  app: string;
  release: Release;
  build: Build | null;
  slug: UseQueryResult<Slug>;
  code: Code;
  /** The version of the app's newest release. */
  newest: number;
};

/** The origin of the release, and the slug it runs. */
export function ReleaseFacts({ app, release, build, slug, code, newest }: Props) {
  const { data } = slug;
  const zone = useZone();
  const now = useNow(60_000);
  return (
    <div className="mt-6 grid gap-x-8 gap-y-6 lg:grid-cols-2">
      <Facts title={common.release}>
        <Fact name={common.descriptionLabel}>{release.description ?? "–"}</Fact>
        <Fact name={text.byLabel}>{release.user.email ?? "–"}</Fact>
        <Fact name={text.madeAt}>
          <time dateTime={release.created_at} suppressHydrationWarning>
            {zone ? formatTime(release.created_at, zone) : "\u2007"}
          </time>
        </Fact>
        <Fact name={text.build}>
          {build ? (
            <Link href={paths.build(app, build.id)} className="font-mono text-meta hover:underline">
              {build.id.slice(0, 8)}
            </Link>
          ) : (
            noBuild
          )}
        </Fact>
        <Fact name={text.canBeRolledBackTo}>
          {rollBackFact(release, text.keptWords(retentionOf(release, newest), now, zone))}
        </Fact>
      </Facts>
      <Facts title={common.slug}>
        {!release.slug && (
          <p className="text-output text-ink-2">
            {release.status === "expired" ? text.EXPIRED : text.noCodeReleasedYet}
          </p>
        )}
        {slug.isError && (
          <Failed what={common.theSlug} error={slug.error} onRetry={() => void slug.refetch()} />
        )}
        {release.slug && slug.isPending && <Skeleton rows={6} height={32} />}
        {data && (
          <>
            <Fact name={common.idLabel}>
              <Link href={paths.slug(app, data.id)} className="font-mono text-meta hover:underline">
                {data.id.slice(0, 8)}
              </Link>
            </Fact>
            <Fact name={common.commit}>
              <MonoFact value={data.commit ?? code.commit} label={common.copyCommit} />
            </Fact>
            <Fact name={common.size}>{data.size === null ? "–" : formatBytes(data.size)}</Fact>
            <Fact name={common.checksum}>
              <MonoFact value={data.checksum} label={common.copyChecksum} />
            </Fact>
            <Fact name={common.buildpack}>{data.buildpack_provided_description ?? "–"}</Fact>
            <Fact name={common.stack}>{data.stack?.name ?? "–"}</Fact>
            {Object.entries(data.process_types).map(([type, command]) => (
              <Fact key={type} name={type} mono>
                <span className="font-mono text-meta">{command}</span>
              </Fact>
            ))}
          </>
        )}
      </Facts>
    </div>
  );
}

/** Returns whether a release can be rolled back to. `kept` is its retention as text. */
function rollBackFact({ status, eligible_for_rollback, current }: Release, kept: string): string {
  if (status === "expired") return text.noItHasExpired;
  if (!eligible_for_rollback) return text.no;
  return current ? text.yesWhileItRuns : text.yesKept(kept);
}
