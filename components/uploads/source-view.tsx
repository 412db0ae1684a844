import type { LeftOutKind } from "@/lib/tarball/left-out";
import { CheckList } from "./check-list";
import { checkRows, count } from "./check-rows";
import { LeftOutList } from "./left-out-list";
import { Problem } from "./problem";
import type { VersionProposal } from "./propose-version";
import type { Source } from "./source";
import { SourceRow } from "./source-row";
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
          ? `Checked: ${found.detected.languages[0] ?? "no language"} found, ${count(found.files, "file")}.`
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
