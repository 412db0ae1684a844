import { Ticking } from "@/components/ui/time";
import { formatDuration } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import * as text from "@/lib/text/timeline";
import { describeRelease } from "@/lib/timeline/describe-release";
import { buildDuration } from "@/lib/timeline/expected-duration";
import type { Row } from "@/lib/timeline/rows";
import { ConfigRun } from "./config-run";
import { Entry } from "./entry";

type Props = {
  app: string;
  row: Row;
  builds: readonly Build[];
  releases: readonly Release[];
  slugs: readonly Slug[];
  leadsTo: "build" | "release";
  flagOf: (release: Release) => string | null;
  fresh: boolean;
};

/** A row of the timeline: state, version, description, user, duration and time. */
export function TimelineRow({ app, row, builds, releases, slugs, leadsTo, flagOf, fresh }: Props) {
  const descriptionOf = (release: Release) => describeRelease(release, { builds, releases, slugs });
  if (row.kind === "config") {
    const [only, ...others] = row.releases;
    if (others.length)
      return <ConfigRun app={app} releases={row.releases} descriptionOf={descriptionOf} flagOf={flagOf} />;
    return (
      <Entry
        href={paths.release(app, only.version)}
        state={row.state}
        version={only.version}
        description={descriptionOf(only).full}
        user={only.user}
        at={row.at}
        flag={flagOf(only)}
      />
    );
  }
  if (row.kind === "build") {
    const { version, version_description } = row.build.source_blob;
    const failedRelease = row.release?.status === "failed";
    const release = failedRelease || leadsTo === "release" ? row.release : null;
    return (
      <Entry
        href={release ? paths.release(app, release.version) : paths.build(app, row.build.id)}
        state={row.state}
        version={row.release?.version}
        commit={version ?? (row.release ? null : row.build.id.slice(0, 8))}
        description={failedRelease ? text.releasePhaseFailed : version_description}
        user={row.build.user}
        duration={<BuildDuration build={row.build} />}
        at={row.at}
        flag={row.release && flagOf(row.release)}
        fresh={fresh}
      />
    );
  }
  const { release } = row;
  const { commit, full } = descriptionOf(release);
  return (
    <Entry
      href={paths.release(app, release.version)}
      state={row.state}
      version={release.version}
      commit={commit}
      description={release.status === "failed" ? failedText(full) : full}
      user={release.user}
      duration={release.release_phase ? <PhaseDuration release={release} /> : null}
      at={row.at}
      flag={flagOf(release)}
      fresh={fresh}
    />
  );
}

function BuildDuration({ build }: { build: Build }) {
  if (build.status === "pending") return <Ticking since={build.created_at} />;
  const ms = buildDuration(build);
  return ms === null ? null : formatDuration(ms);
}

function PhaseDuration({ release }: { release: Release }) {
  if (release.status === "pending") return <Ticking since={release.created_at} />;
  const ms = Date.parse(release.updated_at) - Date.parse(release.created_at);
  return ms > 0 ? formatDuration(ms) : null;
}

const failedText = (description: string | null) =>
  description ? text.releasePhaseFailedOf(description) : text.releasePhaseFailed;
