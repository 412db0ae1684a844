import type { Inspection } from "@/lib/tarball/inspect";
import { versionFromName } from "@/lib/tarball/version";
import * as text from "@/lib/text/uploads";
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
  if (gitCommit) return { version: gitCommit, from: text.fromTheGitFolder };
  const noted = found?.commit ?? null;
  const named = versionFromName(source.name);
  if (named) {
    // git archive stores the full commit inside, of which the name has a short form.
    const version = noted?.startsWith(named) ? noted : named;
    return { version, from: text.fromName(source.kind === "folder" ? "folder" : "file") };
  }
  if (noted) return { version: noted, from: text.fromGitArchive };
  const wrapped = found?.wrapping ? versionFromName(found.wrapping) : null;
  return wrapped ? { version: wrapped, from: text.fromTheWrappingFolder } : null;
}
