"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Radios } from "@/components/ui/radios";
import { appsQuery, createApp } from "@/lib/client/apps";
import { paths } from "@/lib/paths";
import { AppCreate } from "@/lib/schemas/app";

const regions = [
  { value: "us", label: "us", hint: "United States" },
  { value: "eu", label: "eu", hint: "Europe" },
];

/** Name and region; then on to the app's page. What upstream refuses stands under the name. */
export function NewAppForm() {
  const [name, setName] = useState("");
  const [region, setRegion] = useState("us");
  const [refused, setRefused] = useState<string | null>(null);
  const router = useRouter();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createApp,
    onSuccess: (app) => {
      router.push(paths.app(app.name));
      return queries.invalidateQueries({ queryKey: appsQuery().queryKey });
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
        optional
        hint="3 to 30 characters: small letters, digits and dashes. Left empty, Heroku makes one up."
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
      <Radios label="Region" value={region} options={regions} onChange={setRegion} />
      <Button
        type="submit"
        variant="ink"
        size="lg"
        busy={create.isPending || create.isSuccess}
        className="w-full"
      >
        <span className="min-w-0 truncate">{wanted ? `Create ${wanted}` : "Create app"}</span>
      </Button>
    </form>
  );
}
