import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActForm, NameInput } from "@/components/ui/act-form";
import { Button } from "@/components/ui/button";
import { Radios } from "@/components/ui/choices";
import { Field } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import { useToast } from "@/components/ui/toast";
import { stageTitle } from "@/lib/apps/stages";
import { appsQuery } from "@/lib/client/apps";
import { changeCouplingMutation, pipelinesQuery } from "@/lib/client/pipelines";
import { CouplingCreate } from "@/lib/schemas/pipeline";
import { addedTo } from "@/lib/text/app";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";

const stages = [
  { value: "development", label: text.development },
  { value: "staging", label: text.staging },
  { value: "production", label: text.production },
];

/** "Add app…": adds an app to a stage. The running app is not affected. */
export function AddApp({ pipeline }: { pipeline: { id: string; name: string } }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button acts onClick={() => setOpen(true)}>
        {text.openAddApp}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={text.addAnAppTo(pipeline.name)}>
        <AddAppForm pipeline={pipeline} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function AddAppForm({ pipeline, onDone }: { pipeline: { id: string; name: string }; onDone: () => void }) {
  const [app, setApp] = useState("");
  const [stage, setStage] = useState("staging");
  const [refused, setRefused] = useState<string | null>(null);
  const free = useFreeApps();
  const toast = useToast();
  const couple = useMutation({
    ...changeCouplingMutation(pipeline.id),
    onError: (error) => setRefused(error.message),
  });
  function added() {
    toast({ kind: "ok", title: addedTo(app, stageTitle(stage)) });
    onDone();
  }
  function submit() {
    const parsed = CouplingCreate.safeParse({ app: app.trim(), stage });
    if (parsed.success) couple.mutate({ change: { add: parsed.data } }, { onSuccess: added });
    else setRefused(text.noSuchApp);
  }
  return (
    <ActForm
      onSubmit={submit}
      error={couple.error}
      busy={couple.isPending}
      label={app.trim() ? text.addTo(app.trim(), stage) : text.addApp}
    >
      <Field
        label={text.appLabel}
        hint={free.length === 0 ? text.noFreeApp : text.freeAppHint}
        error={refused}
      >
        <NameInput
          list="apps-without-pipeline"
          value={app}
          onEdit={(value) => {
            setApp(value);
            setRefused(null);
          }}
        />
      </Field>
      <datalist id="apps-without-pipeline">
        {free.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Radios label={common.stageLabel} value={stage} options={stages} onChange={setStage} />
    </ActForm>
  );
}

/** Returns the names of the apps that are in no pipeline. */
function useFreeApps(): string[] {
  const apps = useQuery(appsQuery());
  const pipelines = useQuery(pipelinesQuery());
  const taken = new Set(
    pipelines.data?.items.flatMap(({ couplings }) => couplings.map((coupling) => coupling.app.id)),
  );
  return apps.data?.items.filter((app) => !taken.has(app.id)).map((app) => app.name) ?? [];
}
