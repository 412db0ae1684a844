import type { Inspection } from "@/lib/tarball/inspect";
import { versionFromName } from "@/lib/tarball/version";
import type { Source } from "./source";

/** A version and where it was found, as the field says it. */
export type VersionProposal = { version: string; from: string };

/** The best name for a source: the commit that is checked out, else what its file's or folder's name ends in. */
export function proposeVersion(
  source: Source,
  gitCommit: string | null,
  found: Pick<Inspection, "commit" | "wrapping"> | null,
): VersionProposal | null {
  if (gitCommit) return { version: gitCommit, from: "from the git folder" };
  const noted = found?.commit ?? null;
  const named = versionFromName(source.name);
  if (named) {
    // A short commit in the name is told in full by what git archive noted inside.
    const version = noted?.startsWith(named) ? noted : named;
    return { version, from: `from the ${source.kind === "folder" ? "folder" : "file"} name` };
  }
  if (noted) return { version: noted, from: "from git archive" };
  const wrapped = found?.wrapping ? versionFromName(found.wrapping) : null;
  return wrapped ? { version: wrapped, from: "from the wrapping folder" } : null;
}
