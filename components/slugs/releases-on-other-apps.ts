import type { StateKind } from "@/components/ui/state";
import type { PipelineDetails } from "@/lib/schemas/pipeline";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import { hasRun } from "@/lib/timeline/did-run";

type OtherAppRelease = {
  app: { id: string; name: string };
  /** The newest release with this slug on the app. */
  release: Release;
  state: { kind: StateKind; label: string };
};

/** Returns the newest release of this slug on each app of a pipeline except one, running ones first. */
export function releasesOnOtherApps(
  { stages }: PipelineDetails,
  slugId: string,
  except: string | undefined,
): OtherAppRelease[] {
  return stages
    .flatMap(({ apps }) => apps)
    .flatMap((one): OtherAppRelease[] => {
      if (one.hidden || one.app.id === except) return [];
      const known = one.current ? [one.current, ...one.releases] : one.releases;
      const own = known.filter((release) => release.slug?.id === slugId);
      const release = own.find(({ current }) => current) ?? own[0];
      return release ? [{ app: one.app, release, state: stateOf(release) }] : [];
    })
    .sort((a, b) => Number(b.release.current) - Number(a.release.current));
}

function stateOf(release: Release): OtherAppRelease["state"] {
  if (release.current && release.status !== "expired") return { kind: "ok", label: text.runs };
  if (release.status === "pending") return { kind: "live", label: text.releasing };
  if (hasRun(release) && !release.current) return { kind: "past", label: text.ran };
  return release.status === "failed"
    ? { kind: "bad", label: common.failed }
    : { kind: "unknown", label: release.status };
}
