import type { Inspection } from "@/lib/tarball/inspect";
import { versionFromName } from "@/lib/tarball/version";
import type { Source } from "./source";

/** A version and its origin, as shown by the field. */
export type VersionProposal = { version: string; from: string };

/**
 * Returns the best name for a source: the commit that is checked out, else the end of its file's or folder's name.
 */
export function proposeVersion(
  source: Source,
  gitCommit: string | null,
  found: Pick<Inspection, "commit" | "wrapping"> | null,
): VersionProposal | null {
  if (gitCommit) return { version: gitCommit, from: "from the git folder" };
  const noted = found?.commit ?? null;
  const named = versionFromName(source.name);
  if (named) {
    // git archive stores the full commit inside, of which the name has a short form.
    const version = noted?.startsWith(named) ? noted : named;
    return { version, from: `from the ${source.kind === "folder" ? "folder" : "file"} name` };
  }
  if (noted) return { version: noted, from: "from git archive" };
  const wrapped = found?.wrapping ? versionFromName(found.wrapping) : null;
  return wrapped ? { version: wrapped, from: "from the wrapping folder" } : null;
}
