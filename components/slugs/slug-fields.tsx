import { Field, Input } from "@/components/ui/field";
import * as text from "@/lib/text/slug";
import { commitOf, type Draft } from "./slug-draft";

type Props = {
  draft: Draft;
  /** The app's stack, shown while no other one is chosen. */
  stack: string | null;
  disabled: boolean;
  onEdit: (fields: Partial<Draft>) => void;
};

/** The name of the slug, and its stack. */
export function SlugFields({ draft, stack, disabled, onEdit }: Props) {
  const proposed = draft.commit === null && commitOf(draft) !== "";
  return (
    <div className="flex flex-col gap-4">
      <Field label={text.commitLabel} optional>
        <Input
          mono
          value={commitOf(draft)}
          maxLength={100}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          placeholder={text.versionExample}
          {...(proposed ? { aside: "from the file name" } : {})}
          onChange={(event) => onEdit({ commit: event.target.value })}
        />
      </Field>
      <Field label={text.descriptionLabel} optional>
        <Input
          value={draft.description}
          maxLength={500}
          disabled={disabled}
          autoComplete="off"
          onChange={(event) => onEdit({ description: event.target.value })}
        />
      </Field>
      <Field label={text.stackLabel} hint="What it was built for; Heroku does not look into the tarball.">
        <Input
          mono
          value={draft.stack ?? stack ?? ""}
          maxLength={40}
          disabled={disabled}
          autoComplete="off"
          spellCheck={false}
          placeholder={text.stackExample}
          onChange={(event) => onEdit({ stack: event.target.value.trim() })}
        />
      </Field>
    </div>
  );
}
