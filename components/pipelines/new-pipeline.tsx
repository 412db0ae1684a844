import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { ActForm, NameInput } from "@/components/ui/act-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { createPipelineMutation } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import { PipelineCreate } from "@/lib/schemas/pipeline";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";

/** "New pipeline…": only needs a name; apps are added on its page. The address stores whether it is open. */
export function NewPipeline() {
  const [open, setOpen] = useQueryState("new", parseAsBoolean.withDefault(false));
  const change = (next: boolean) => {
    setOpen(next || null).catch(() => {});
  };
  return (
    <>
      <Button acts onClick={() => change(true)}>
        {text.openNewPipeline}
      </Button>
      <Sheet open={open} onOpenChange={change} title={text.newPipeline}>
        <NewPipelineForm />
      </Sheet>
    </>
  );
}

function NewPipelineForm() {
  const [name, setName] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const router = useRouter();
  const create = useMutation({
    ...createPipelineMutation(),
    onSuccess: (pipeline) => router.push(paths.pipeline(pipeline.name)),
    onError: (error) => setRefused(error.message),
  });
  function submit() {
    const parsed = PipelineCreate.safeParse({ name: name.trim() });
    if (parsed.success) create.mutate(parsed.data);
    else setRefused(parsed.error.issues[0]?.message ?? common.nameUnusable);
  }
  return (
    <ActForm
      onSubmit={submit}
      error={create.error}
      busy={create.isPending || create.isSuccess}
      label={name.trim() ? common.create(name.trim()) : text.createPipeline}
    >
      <Field label={common.nameLabel} hint={text.nameHint} error={refused}>
        <NameInput
          value={name}
          onEdit={(value) => {
            setName(value);
            setRefused(null);
          }}
        />
      </Field>
    </ActForm>
  );
}
