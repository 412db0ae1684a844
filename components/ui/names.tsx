import { cutName } from "@/lib/format/cut-name";
import { shortCommit } from "@/lib/format/format";
import * as common from "@/lib/text/common";

type VersionProps = {
  version?: number;
  commit?: string | null;
  description?: string | null;
  /** true in a row about the version: version and description are drawn in ink. */
  strong?: boolean;
};

/** A version: `v42` strong, the commit in monospace, the description truncated at the end. */
export function Version({ version, commit, description, strong = false }: VersionProps) {
  return (
    <span className="flex min-w-0 items-baseline gap-[7px]">
      {version !== undefined && (
        <span className="shrink-0 text-strong text-ink">{common.releaseVersion(version)}</span>
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

/** A name, truncated in the middle at a hyphen if longer than `max` average letters; complete for screen readers. */
export function Name({ value, max = 30 }: { value: string; max?: number }) {
  const cut = cutName(value, max);
  if (cut === value) return <>{value}</>;
  return (
    <span title={value}>
      <span aria-hidden="true">{cut}</span>
      <span className="sr-only">{value}</span>
    </span>
  );
}

const abbreviations: Record<string, string> = {
  development: "DEV",
  staging: "STG",
  production: "PROD",
  review: "REV",
  test: "TEST",
};

/**
 * The abbreviation of a pipeline stage. Production is filled, the others are outlined. `loud` fills production with
 * ink, next to an action.
 */
export function StageTag({ stage, loud = false }: { stage: string; loud?: boolean }) {
  const filled = loud ? "border-ink bg-ink text-paper" : "border-line bg-line text-ink";
  const colors = stage === "production" ? filled : "border-edge text-ink-2";
  return (
    <span title={stage} className={`tag inline-block shrink-0 rounded-[4px] border px-1.5 ${colors}`}>
      {abbreviations[stage] ?? stage}
    </span>
  );
}
