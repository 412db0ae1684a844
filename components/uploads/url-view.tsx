import { Field, Input } from "@/components/ui/field";
import { versionFromUrl } from "@/lib/tarball/version";
import * as text from "@/lib/text/uploads";
import type { UploadState } from "./upload-state";
import { VersionFields } from "./version-fields";

type UrlViewProps = {
  state: UploadState;
  disabled: boolean;
  onEdit: (fields: Partial<Pick<UploadState, "url" | "checksum" | "version" | "description">>) => void;
  onPick: () => void;
};

/** Builds from a URL that Heroku fetches itself. */
export function UrlView({ state, disabled, onEdit, onPick }: UrlViewProps) {
  const version = versionFromUrl(state.url);
  return (
    <div className="flex flex-col">
      <Field label={text.urlLabel} error={state.errors.url ?? null} hint={text.urlHint}>
        <Input
          mono
          type="url"
          inputMode="url"
          value={state.url}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          placeholder={text.urlExample}
          onChange={(event) => onEdit({ url: event.target.value })}
        />
      </Field>
      <VersionFields
        proposal={version ? { version, from: text.fromTheUrl } : null}
        version={state.version}
        description={state.description}
        disabled={disabled}
        onEdit={onEdit}
      />
      <div className="mt-4">
        <Field
          label={text.checksumLabel}
          optional
          error={state.errors.checksum ?? null}
          hint={text.checksumHint}
        >
          <Input
            mono
            value={state.checksum}
            disabled={disabled}
            autoComplete="off"
            spellCheck={false}
            placeholder={text.checksumExample}
            onChange={(event) => onEdit({ checksum: event.target.value })}
          />
        </Field>
      </div>
      <p className="mt-4 text-ink-2">
        {text.sourceOnThisComputer}{" "}
        <button
          type="button"
          disabled={disabled}
          className="text-live underline underline-offset-2"
          onClick={onPick}
        >
          {text.uploadIt}
        </button>
      </p>
    </div>
  );
}
