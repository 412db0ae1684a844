import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActForm, NameInput } from "@/components/ui/act-form";
import { Radios } from "@/components/ui/choices";
import { Field } from "@/components/ui/field";
import { setPendingSource } from "@/components/uploads/pending-source";
import type { Source } from "@/components/uploads/source";
import { createAppMutation } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import { AppCreate } from "@/lib/schemas/app";
import * as text from "@/lib/text/app";
import { proposeName } from "./propose-name";

const regions = [
  { value: "us", label: "us", hint: text.unitedStates },
  { value: "eu", label: "eu", hint: text.europe },
];

/** Creates an app with a name and a region, then opens its page. The name field shows upstream's errors. */
export function NewAppForm({ source }: { source: Source | null }) {
  const [name, setName] = useState(() => proposeName(source?.name ?? ""));
  const [region, setRegion] = useState("us");
  const [nameError, setNameError] = useState<string | null>(null);
  const router = useRouter();
  const create = useMutation({
    ...createAppMutation(),
    onSuccess: (app) => {
      if (source) setPendingSource(app.name, source);
      router.push(paths.app(app.name));
    },
    onError: (error) => setNameError(error.message),
  });
  const trimmed = name.trim();
  function submit() {
    const parsed = AppCreate.safeParse({ region, ...(trimmed ? { name: trimmed } : {}) });
    if (!parsed.success) {
      setNameError(parsed.error.issues[0]?.message ?? text.nameNotAllowed);
      return;
    }
    setNameError(null);
    create.mutate(parsed.data);
  }
  return (
    <ActForm
      onSubmit={submit}
      error={create.error}
      busy={create.isPending || create.isSuccess}
      label={trimmed ? text.createNamed(trimmed) : text.createApp}
    >
      {source && (
        <p className="rounded-panel border border-line px-3 py-2.5">
          <span className="block truncate text-strong">{source.name}</span>
          <span className="text-meta text-ink-2">{text.checkedNext(source.kind)}</span>
        </p>
      )}
      <Field label={text.nameLabel} optional hint={text.appNameHint} error={nameError}>
        <NameInput
          value={name}
          onEdit={(value) => {
            setName(value);
            setNameError(null);
          }}
        />
      </Field>
      <Radios label={text.regionLabel} value={region} options={regions} onChange={setRegion} />
    </ActForm>
  );
}
