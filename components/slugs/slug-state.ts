import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import * as text from "@/lib/text/slug";
import type { Code } from "@/lib/timeline/describe-release";
import { hasRun } from "@/lib/timeline/did-run";
import { newestFirst } from "@/lib/timeline/lineage";
import type { RowState } from "@/lib/timeline/rows";

/** Returns the state of a slug on this app: "runs as v12", "ran as v9", "never released here". */
export function slugState(slug: Slug, releases: readonly Release[]): RowState {
  const own = newestFirst(releases).filter((release) => release.slug?.id === slug.id);
  const current = own.find((release) => release.current);
  const newest = own[0];
  const ran = own.find((release) => hasRun(release));
  if (slug.deleted_at !== null) return { kind: "canceled", label: text.deletedByHeroku };
  if (newest?.status === "pending") return { kind: "live", label: text.releasingAsVersion(newest.version) };
  if (current?.status === "expired") return { kind: "unknown", label: text.runsAsExpired(current.version) };
  if (current) return { kind: "ok", label: text.runsAsVersion(current.version) };
  if (ran) return { kind: "past", label: text.ranAsVersion(ran.version) };
  if (newest?.status === "failed") return { kind: "bad", label: text.failedAsVersion(newest.version) };
  if (slug.size === null) return { kind: "none", label: text.registeredNotUploadedYet };
  return { kind: "none", label: text.neverReleasedHere };
}

/** Returns the commit and description of a slug: its own, else those of the build that made it. */
export function slugCode(slug: Slug, builds: readonly Build[]): Code {
  const source = builds.find((build) => build.slug?.id === slug.id)?.source_blob;
  return {
    commit: slug.commit ?? source?.version ?? null,
    description: slug.commit_description ?? source?.version_description ?? null,
  };
}
