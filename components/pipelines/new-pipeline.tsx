"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { WayOn } from "@/components/ui/way-on";
import { createPipelineMutation } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import { PipelineCreate } from "@/lib/schemas/pipeline";

/** "New pipeline…": only needs a name; apps are added on its page. The address stores whether it is open. */
export function NewPipeline() {
  const [open, setOpen] = useQueryState("new", parseAsBoolean.withDefault(false));
  const change = (next: boolean) => {
    setOpen(next || null).catch(() => {});
  };
  return (
    <>
      <Button acts onClick={() => change(true)}>
        New pipeline…
      </Button>
      <Sheet open={open} onOpenChange={change} title="New pipeline">
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
    else setRefused(parsed.error.issues[0]?.message ?? "This name cannot be used.");
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="Name"
        hint="3 to 30 characters: small letters, digits and dashes. Next you put apps into its stages."
        error={refused}
      >
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setRefused(null);
          }}
        />
      </Field>
      <WayOn error={create.error} />
      <Button
        type="submit"
        variant="ink"
        size="lg"
        busy={create.isPending || create.isSuccess}
        className="w-full"
      >
        <span className="min-w-0 truncate">{name.trim() ? `Create ${name.trim()}` : "Create pipeline"}</span>
      </Button>
    </form>
  );
}
