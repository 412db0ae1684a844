import { Checkbox } from "@/components/ui/choices";
import { formatBytes, formatCounted } from "@/lib/format/format";
import { LEFT_OUT_KINDS, type LeftOutGroup, type LeftOutKind } from "@/lib/tarball/left-out";
import * as text from "@/lib/text/uploads";

type LeftOutListProps = {
  groups: LeftOutGroup[];
  /** The kinds that are still being counted. */
  counting: LeftOutKind[];
  included: LeftOutKind[];
  onChange: (included: LeftOutKind[]) => void;
};

/** Lists the left-out files of a folder by group; a checked box includes the group. */
export function LeftOutList({ groups, counting, included, onChange }: LeftOutListProps) {
  const missing = counting.filter((kind) => groups.every((group) => group.kind !== kind));
  const rows = [...missing.map((kind) => ({ kind, files: 0, bytes: 0, paths: [] })), ...groups].toSorted(
    (a, b) => LEFT_OUT_KINDS.indexOf(a.kind) - LEFT_OUT_KINDS.indexOf(b.kind),
  );
  if (rows.length === 0) return null;
  return (
    <fieldset className="mt-4">
      <legend className="flex w-full items-baseline justify-between">
        <span className="text-strong">{text.leftOut}</span>
        <span className="text-meta text-ink-3">{text.tickToInclude}</span>
      </legend>
      <ul>
        {rows.map((group) => (
          <li key={group.kind} className="flex min-h-8 items-center gap-2 border-b border-line">
            <Checkbox
              checked={included.includes(group.kind)}
              disabled={counting.includes(group.kind)}
              onCheckedChange={(on) =>
                onChange(on ? [...included, group.kind] : included.filter((kind) => kind !== group.kind))
              }
            >
              <span title={titleOf(group)} className={isPath(group) ? "font-mono text-output" : ""}>
                {nameOf(group)}
              </span>
            </Checkbox>
            <span className="ml-auto shrink-0 text-meta text-ink-3">
              {counting.includes(group.kind) ? text.counting : detailOf(group)}
            </span>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

const isPath = ({ kind, files }: LeftOutGroup) =>
  kind === "node_modules" || kind === "git" || (kind !== "ignored" && files === 1);

function nameOf({ kind, files, paths }: LeftOutGroup): string {
  if (kind === "node_modules") return "node_modules/";
  if (kind === "git") return ".git/";
  if (kind === "ignored") return formatCounted(files, text.ignoredFile);
  if (files === 1) return paths[0] ?? "";
  return {
    env: formatCounted(files, text.envFile),
    keys: formatCounted(files, "key"),
    system: formatCounted(files, text.systemFile),
  }[kind];
}

function detailOf({ kind, files, bytes }: LeftOutGroup): string {
  if (kind === "env" || kind === "keys") return text.mayHoldSecretsNote;
  if (kind === "ignored") return ".gitignore";
  return kind === "node_modules"
    ? `${formatCounted(files, "file")}, ${formatBytes(bytes)}`
    : formatBytes(bytes);
}

/** Returns the first paths, as the tooltip of "12 ignored files". */
function titleOf({ files, paths }: LeftOutGroup): string {
  const first = paths.slice(0, 20);
  return files > first.length ? text.pathsAndMore(first.join("\n"), files - first.length) : first.join("\n");
}
