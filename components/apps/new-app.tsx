import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { ActForm, NameInput } from "@/components/ui/act-form";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { Field } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toast";
import { readDrop, refusalOf } from "@/components/uploads/pick-source";
import type { Refusal, Source } from "@/components/uploads/source";
import { DropOverlay, setPendingSource } from "@/components/uploads/upload-provider";
import { useFileDrag } from "@/components/uploads/use-file-drag";
import { createAppMutation } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import { AppCreate } from "@/lib/schemas/app";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";

/**
 * "New app…": opens the sheet, whose state is stored in the address so that the palette can open it too. A tarball
 * or folder dropped on the page opens it as well, and is checked on the new app's page.
 */
export function NewApp() {
  const [open, setOpen] = useQueryState("new", parseAsBoolean.withDefault(false));
  const [source, setSource] = useState<Source | null>(null);
  const toast = useToast();
  const change = (next: boolean) => {
    if (!next) setSource(null);
    setOpen(next || null).catch(() => {});
  };
  const pick = (picked: Source | Refusal) => {
    if (picked.kind === "refused") {
      toast({ kind: "bad", title: picked.message });
      return;
    }
    setSource(picked);
    change(true);
  };
  const dragging = useFileDrag({
    enabled: !open,
    onDrop: (data) => {
      readDrop(data, () => {})
        ?.catch(refusalOf)
        .then(pick, () => {});
    },
  });
  return (
    <>
      <Button acts onClick={() => change(true)}>
        {common.newApp}
      </Button>
      <Sheet open={open} onOpenChange={change} title={text.newApp}>
        <NewAppForm key={source?.name ?? ""} source={source} />
      </Sheet>
      {dragging && <DropOverlay title={text.dropToCreateApp} />}
    </>
  );
}

const regions = [
  { value: "us", label: "us", hint: text.unitedStates },
  { value: "eu", label: "eu", hint: text.europe },
];

/** Creates an app with a name and a region, then opens its page. The name field shows upstream's errors. */
function NewAppForm({ source }: { source: Source | null }) {
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
      setNameError(parsed.error.issues[0]?.message ?? common.nameUnusable);
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
      label={trimmed ? common.create(trimmed) : text.createApp}
    >
      {source && (
        <p className="rounded-panel border border-line px-3 py-2.5">
          <span className="block truncate text-strong">{source.name}</span>
          <span className="text-meta text-ink-2">{text.checkedNext(source.kind)}</span>
        </p>
      )}
      <Field label={common.nameLabel} optional hint={text.appNameHint} error={nameError}>
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

/**
 * Returns a name that Heroku accepts, from the name of a folder or tarball: "My_App-1.2.tar.gz" → "my-app-1-2".
 * Returns "" if no valid name remains.
 */
export function proposeName(from: string): string {
  const name = from
    .toLowerCase()
    .replace(/\.(tar\.gz|tgz)$/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 30)
    .replace(/-+$/, "");
  return name.length >= 3 ? name : "";
}
