import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";
import { Radios } from "@/components/ui/radios";
import { rankApps } from "@/lib/apps/rank-apps";
import { appsQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { typeForMore } from "@/lib/text/lists";
import type { LayoutDraft } from "./layout-draft";

type Props = { value: LayoutDraft; onChange: (value: LayoutDraft) => void };

/** The content of a screen: a pipeline or some apps, and how much it shows of people and failures. */
export function ShowFields({ value, onChange }: Props) {
  const pipelines = useQuery(pipelinesQuery()).data?.items ?? [];
  return (
    <>
      <Radios
        label="It shows"
        value={value.kind}
        options={[
          { value: "pipeline", label: "A pipeline", hint: "all its apps, also those that join later" },
          { value: "apps", label: "Some apps" },
        ]}
        onChange={(kind) => onChange({ ...value, kind: kind === "apps" ? "apps" : "pipeline" })}
      />
      {value.kind === "pipeline" ? (
        <div className="max-h-56 overflow-y-auto rounded-control border border-line px-3 py-1">
          <Radios
            label="Pipeline"
            value={value.pipeline ?? ""}
            options={pipelines.map(({ id, name, couplings }) => ({
              value: id,
              label: name,
              hint: couplings.length === 1 ? "1 app" : `${couplings.length} apps`,
            }))}
            onChange={(pipeline) => onChange({ ...value, pipeline })}
          />
          {pipelines.length === 0 && <p className="py-1 text-ink-2">This account has no pipeline yet.</p>}
        </div>
      ) : (
        <AppChoice value={value.apps} onChange={(apps) => onChange({ ...value, apps })} />
      )}
      <div className="flex flex-col gap-2">
        <Checkbox checked={value.names} onCheckedChange={(names) => onChange({ ...value, names })}>
          Names of people <span className="text-meta text-ink-3">instead of initials</span>
        </Checkbox>
        <Checkbox checked={value.errors} onCheckedChange={(errors) => onChange({ ...value, errors })}>
          First error line{" "}
          <span className="text-meta text-ink-3">of a failed build, for all in the room</span>
        </Checkbox>
      </div>
    </>
  );
}

const SHOWN = 100;

function AppChoice({ value, onChange }: { value: string[]; onChange: (apps: string[]) => void }) {
  const [text, setText] = useState("");
  const apps = useQuery(appsQuery()).data?.items ?? [];
  const ranked = rankApps(apps, text);
  const found = ranked.slice(0, SHOWN);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-meta font-emphasis text-ink-2">
        Apps <span className="font-quiet text-ink-3">{value.length > 0 ? `${value.length} chosen` : ""}</span>
      </legend>
      <Input
        aria-label="Filter the apps"
        placeholder="An app's name"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex max-h-56 flex-col overflow-y-auto rounded-control border border-line px-3 py-1.5">
        {found.map(({ id, name }) => (
          <Checkbox
            key={id}
            className="min-h-8"
            checked={value.includes(id)}
            onCheckedChange={(on) => onChange(on ? [...value, id] : value.filter((other) => other !== id))}
          >
            <span className="block truncate">{name}</span>
          </Checkbox>
        ))}
        {ranked.length > SHOWN && (
          <p className="py-1 text-meta text-ink-3">{typeForMore(SHOWN, ranked.length)}</p>
        )}
        {found.length === 0 && <p className="py-1 text-ink-2">No app matches “{text}”.</p>}
      </div>
    </fieldset>
  );
}
