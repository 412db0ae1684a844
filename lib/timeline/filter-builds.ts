import { shortNameOf } from "@/lib/format/person-name";
import type { Build } from "@/lib/schemas/build";

export type BuildWord = "building" | "built" | "failed" | "canceled" | "unknown";
export const BUILD_WORDS: BuildWord[] = ["building", "built", "failed", "canceled", "unknown"];

/** The filter of a list of builds; null matches everything. `version` is text within the version or description. */
export type BuildFilter = { state: BuildWord | null; who: string | null; version: string | null };

/** Returns the word for a build's own state, regardless of its release. */
export function wordOf(build: Build): BuildWord {
  if (build.status === "pending") return "building";
  if (build.status === "succeeded") return "built";
  if (build.status === "failed") return build.canceled_by ? "canceled" : "failed";
  return "unknown";
}

/** Returns the builds that match all parts, ignoring case. */
export function filterBuilds(builds: readonly Build[], { state, who, version }: BuildFilter): Build[] {
  const text = version?.trim().toLowerCase() ?? "";
  return builds.filter((build) => {
    if (state && wordOf(build) !== state) return false;
    if (who && shortNameOf(build.user).toLowerCase() !== who.toLowerCase()) return false;
    const { version: given, version_description } = build.source_blob;
    return !text || `${given ?? ""} ${version_description ?? ""} ${build.id}`.toLowerCase().includes(text);
  });
}
