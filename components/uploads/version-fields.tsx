import { Field, Input } from "@/components/ui/field";
import { shortCommit } from "@/lib/format/format";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/uploads";
import type { VersionProposal } from "./propose-version";

type VersionFieldsProps = {
  proposal: VersionProposal | null;
  version: string | null;
  description: string;
  disabled: boolean;
  onEdit: (fields: { version?: string; description?: string }) => void;
};

/** The name of the build. A proposed commit shows 7 digits and is sent in full. */
export function VersionFields({ proposal, version, description, disabled, onEdit }: VersionFieldsProps) {
  const shown = version ?? (proposal ? shortCommit(proposal.version) : "");
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Field label={text.versionLabel} optional={!proposal && shown === ""}>
        <Input
          mono
          value={shown}
          maxLength={100}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          title={version === null ? proposal?.version : undefined}
          aside={version === null && proposal ? proposal.from : undefined}
          placeholder={common.versionExample}
          onChange={(event) => onEdit({ version: event.target.value })}
        />
      </Field>
      <Field label={common.descriptionLabel} optional>
        <Input
          value={description}
          maxLength={500}
          disabled={disabled}
          autoComplete="off"
          onChange={(event) => onEdit({ description: event.target.value })}
        />
      </Field>
    </div>
  );
}
