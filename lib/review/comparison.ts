import { shortCommit } from "@/lib/format/format";

/** A page that shows the commits between the running version and the new one. */
export type Comparison = { url: string; from: string; to: string };

const REPOSITORY = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/;
const COMMIT = /^[0-9a-f]{7,40}$/i;

/** Returns null when the repository is unknown, or a version is not a commit (versions may be any label). */
export function comparisonOf(
  repository: string | null,
  from: string | null,
  to: string | null,
): Comparison | null {
  if (!repository || !REPOSITORY.test(repository) || !from || !to) return null;
  if (!COMMIT.test(from) || !COMMIT.test(to) || shortCommit(from) === shortCommit(to)) return null;
  return {
    url: `${repository.replace(/\.git$/, "")}/compare/${from}...${to}`,
    from: shortCommit(from),
    to: shortCommit(to),
  };
}
