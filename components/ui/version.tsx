import { shortCommit } from "@/lib/format/format";
import * as text from "@/lib/text/page";

type VersionProps = {
  version?: number;
  commit?: string | null;
  description?: string | null;
  /** true in a row about the version: version and description are drawn in ink. */
  strong?: boolean;
};

/** The standard form of a version: `v42` strong, the commit in monospace, the description truncated at the end. */
export function Version({ version, commit, description, strong = false }: VersionProps) {
  return (
    <span className="flex min-w-0 items-baseline gap-[7px]">
      {version !== undefined && (
        <span className="shrink-0 text-strong text-ink">{text.releaseVersion(version)}</span>
      )}
      {commit && (
        <span
          className="max-w-40 shrink-0 truncate font-mono text-meta font-normal text-ink-2"
          title={commit}
        >
          {shortCommit(commit)}
        </span>
      )}
      {description && (
        <span className={`truncate ${strong ? "text-ink" : "text-ink-2"}`} title={description}>
          {description}
        </span>
      )}
    </span>
  );
}
