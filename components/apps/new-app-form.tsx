import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActForm, NameInput } from "@/components/ui/act-form";
import { Radios } from "@/components/ui/choices";
import { Field } from "@/components/ui/field";
import { handOver } from "@/components/uploads/hand-over";
import type { Source } from "@/components/uploads/source";
import { createAppMutation } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import { AppCreate } from "@/lib/schemas/app";
import * as text from "@/lib/text/app";
import { proposeName } from "./propose-name";

const regions = [
  { value: "us", label: "us", hint: "United States" },
  { value: "eu", label: "eu", hint: "Europe" },
];

/** Name and region, then on to the app's page. Refusals by upstream are shown below the name. */
export function NewAppForm({ source }: { source: Source | null }) {
  const [name, setName] = useState(() => proposeName(source?.name ?? ""));
  const [region, setRegion] = useState("us");
  const [refused, setRefused] = useState<string | null>(null);
  const router = useRouter();
  const create = useMutation({
    ...createAppMutation(),
    onSuccess: (app) => {
      if (source) handOver(app.name, source);
      router.push(paths.app(app.name));
    },
    onError: (error) => setRefused(error.message),
  });
  const wanted = name.trim();
  function submit() {
    const parsed = AppCreate.safeParse({ region, ...(wanted ? { name: wanted } : {}) });
    if (!parsed.success) {
      setRefused(parsed.error.issues[0]?.message ?? "This name cannot be used.");
      return;
    }
    setRefused(null);
    create.mutate(parsed.data);
  }
  return (
    <ActForm
      onSubmit={submit}
      error={create.error}
      busy={create.isPending || create.isSuccess}
      label={wanted ? text.createNamed(wanted) : text.createApp}
    >
      {source && (
        <p className="rounded-panel border border-line px-3 py-2.5">
          <span className="block truncate text-strong">{source.name}</span>
          <span className="text-meta text-ink-2">{text.checkedNext(source.kind)}</span>
        </p>
      )}
      <Field
        label={text.nameLabel}
        optional
        hint="3 to 30 characters: small letters, digits and dashes. Left empty, Heroku makes one up."
        error={refused}
      >
        <NameInput
          value={name}
          onEdit={(value) => {
            setName(value);
            setRefused(null);
          }}
        />
      </Field>
      <Radios label={text.regionLabel} value={region} options={regions} onChange={setRegion} />
    </ActForm>
  );
}
