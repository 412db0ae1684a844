import { FileArchive, Folder } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCounted } from "@/lib/format/format";
import type { LeftOutKind } from "@/lib/tarball/left-out";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/uploads";
import { CheckList } from "./check-list";
import { checkRows } from "./check-rows";
import { LeftOutList } from "./left-out-list";
import { Problem } from "./problem";
import type { VersionProposal } from "./propose-version";
import type { Source } from "./source";
import type { UploadState } from "./upload-state";
import type { Check } from "./use-check";
import { VersionFields } from "./version-fields";

type SourceViewProps = {
  source: Source;
  check: Check;
  state: UploadState;
  proposal: VersionProposal | null;
  /** true if the app currently has a process type `web`. */
  runsWeb: boolean;
  disabled: boolean;
  onChange: () => void;
  onInclude: (kinds: LeftOutKind[]) => void;
  onEdit: (fields: { version?: string; description?: string }) => void;
};

/** A chosen source: its name, its checks, the left-out files, and the name of the build. */
export function SourceView({ source, check, state, proposal, runsWeb, disabled, ...act }: SourceViewProps) {
  const found = check.result?.inspection ?? null;
  return (
    <>
      <SourceRow source={source} check={check} {...(disabled ? {} : { onChange: act.onChange })} />
      {check.failure ? (
        <div className="mt-4">
          <Problem message={check.failure} />
        </div>
      ) : (
        <CheckList rows={checkRows(source.kind, check.progress, found, runsWeb)} />
      )}
      <p role="status" className="sr-only">
        {found
          ? text.checkedAndFound(
              found.detected.languages[0] ?? text.noLanguage,
              formatCounted(found.files, "file"),
            )
          : ""}
      </p>
      <fieldset disabled={disabled} className="contents">
        <LeftOutList
          groups={check.leftOut}
          counting={check.counting}
          included={check.included}
          onChange={act.onInclude}
        />
      </fieldset>
      {!check.failure && (
        <VersionFields
          proposal={proposal}
          version={state.version}
          description={state.description}
          disabled={disabled}
          onEdit={act.onEdit}
        />
      )}
    </>
  );
}

/** The chosen source, with a button that replaces it. */
function SourceRow({ source, check, onChange }: { source: Source; check: Check; onChange?: () => void }) {
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
          {common.openChangeSource}
        </Button>
      )}
    </div>
  );
}

function summaryOf(source: Source, { result }: Check): string {
  if (source.kind === "tarball") return `tarball · ${formatBytes(source.file.size)}`;
  if (!result) return `folder · ${formatCounted(source.files.length, "file")}`;
  return text.folderWithPackedSize(
    formatCounted(result.inspection.files, "file"),
    formatBytes(result.blob.size),
  );
}
