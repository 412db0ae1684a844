import { Field, Input } from "@/components/ui/field";
import { BuildCreate } from "@/lib/schemas/build";
import { versionFromUrl } from "@/lib/tarball/version";
import * as common from "@/lib/text/common";
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
          label={common.checksum}
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

type UrlFields = Pick<UploadState, "url" | "checksum" | "version" | "description">;

/** Returns the body of a build from a URL, or the errors of the fields. Bare SHA-256 digits get their prefix. */
export function urlBuild(
  fields: UrlFields,
): { body: BuildCreate } | { errors: { url?: string; checksum?: string } } {
  const url = fields.url.trim();
  if (url === "") return { errors: { url: text.enterAddress } };
  const checksum = fields.checksum.trim();
  const version = (fields.version ?? versionFromUrl(url) ?? "").trim();
  const description = fields.description.trim();
  const parsed = BuildCreate.safeParse({
    source_blob: {
      url,
      ...(version && { version }),
      ...(description && { version_description: description }),
      ...(checksum && { checksum: /^SHA256:/i.test(checksum) ? checksum : `SHA256:${checksum}` }),
    },
  });
  if (parsed.success) return { body: parsed.data };
  const problem = (field: string) => parsed.error.issues.find(({ path }) => path.at(-1) === field)?.message;
  const [urlProblem, checksumProblem] = [problem("url"), problem("checksum")];
  return {
    errors: {
      ...(urlProblem && { url: text.thisProblem(urlProblem) }),
      ...(checksumProblem && { checksum: text.thisProblem(checksumProblem) }),
    },
  };
}
