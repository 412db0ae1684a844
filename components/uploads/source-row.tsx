import { FileArchive, Folder } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/lib/format/format";
import * as text from "@/lib/text/uploads";
import { count } from "./check-rows";
import type { Source } from "./source";
import type { Check } from "./use-check";

/** The chosen source, with a button that replaces it. */
export function SourceRow({
  source,
  check,
  onChange,
}: {
  source: Source;
  check: Check;
  onChange?: () => void;
}) {
  const Icon = source.kind === "folder" ? Folder : FileArchive;
  return (
    <div className="flex items-center gap-3 rounded-panel border border-line py-3 pr-3 pl-3">
      <Icon aria-hidden="true" size={16} strokeWidth={1.5} className="shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-strong" title={source.name}>
          {source.name}
        </p>
        <p className="truncate text-meta text-ink-3">{summaryOf(source, check)}</p>
      </div>
      {onChange && (
        <Button variant="ghost" onClick={onChange}>
          {text.openChangeSource}
        </Button>
      )}
    </div>
  );
}

function summaryOf(source: Source, { result }: Check): string {
  if (source.kind === "tarball") return `tarball · ${formatBytes(source.file.size)}`;
  if (!result) return `folder · ${count(source.files.length, "file")}`;
  return `folder · ${count(result.inspection.files, "file")} · ${formatBytes(result.blob.size)} packed`;
}
