import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Checkbox, Radios } from "@/components/ui/choices";
import { Input } from "@/components/ui/field";
import { rankApps } from "@/lib/apps/rank-apps";
import { appsQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { formatCounted } from "@/lib/format/format";
import type { Screen, ShowChoice } from "@/lib/schemas/screen";
import * as common from "@/lib/text/common";
import { typeForMore } from "@/lib/text/lists";
import * as screenText from "@/lib/text/screen";

type Props = { value: LayoutDraft; onChange: (value: LayoutDraft) => void };

/** Selects the content of a screen: a pipeline or apps, and whether it shows names and errors. */
export function ShowFields({ value, onChange }: Props) {
  const pipelines = useQuery(pipelinesQuery()).data?.items ?? [];
  return (
    <>
      <Radios
        label={screenText.itShows}
        value={value.kind}
        options={[
          { value: "pipeline", label: screenText.aPipeline, hint: screenText.aPipelineHint },
          { value: "apps", label: screenText.someApps },
        ]}
        onChange={(kind) => onChange({ ...value, kind: kind === "apps" ? "apps" : "pipeline" })}
      />
      {value.kind === "pipeline" ? (
        <div className="max-h-56 overflow-y-auto rounded-control border border-line px-3 py-1">
          <Radios
            label={screenText.pipelineLabel}
            value={value.pipeline ?? ""}
            options={pipelines.map(({ id, name, couplings }) => ({
              value: id,
              label: name,
              hint: formatCounted(couplings.length, "app"),
            }))}
            onChange={(pipeline) => onChange({ ...value, pipeline })}
          />
          {pipelines.length === 0 && <p className="py-1 text-ink-2">{screenText.noPipelines}</p>}
        </div>
      ) : (
        <AppChoice value={value.apps} onChange={(apps) => onChange({ ...value, apps })} />
      )}
      <div className="flex flex-col gap-2">
        <Checkbox checked={value.names} onCheckedChange={(names) => onChange({ ...value, names })}>
          {screenText.namesOfPeople} <span className="text-meta text-ink-3">{screenText.namesNote}</span>
        </Checkbox>
        <Checkbox checked={value.errors} onCheckedChange={(errors) => onChange({ ...value, errors })}>
          {screenText.firstErrorLine} <span className="text-meta text-ink-3">{screenText.errorLineNote}</span>
        </Checkbox>
      </div>
    </>
  );
}

const MAX_SHOWN = 100;

function AppChoice({ value, onChange }: { value: string[]; onChange: (apps: string[]) => void }) {
  const [text, setText] = useState("");
  const apps = useQuery(appsQuery()).data?.items ?? [];
  const ranked = rankApps(apps, text);
  const shown = ranked.slice(0, MAX_SHOWN);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-meta font-emphasis text-ink-2">
        {common.apps}{" "}
        <span className="font-quiet text-ink-3">
          {value.length > 0 ? screenText.chosen(value.length) : ""}
        </span>
      </legend>
      <Input
        aria-label={screenText.filterTheApps}
        placeholder={common.appNameExample}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex max-h-56 flex-col overflow-y-auto rounded-control border border-line px-3 py-1.5">
        {shown.map(({ id, name }) => (
          <Checkbox
            key={id}
            className="min-h-8"
            checked={value.includes(id)}
            onCheckedChange={(on) => onChange(on ? [...value, id] : value.filter((other) => other !== id))}
          >
            <span className="block truncate">{name}</span>
          </Checkbox>
        ))}
        {ranked.length > MAX_SHOWN && (
          <p className="py-1 text-meta text-ink-3">{typeForMore(MAX_SHOWN, ranked.length)}</p>
        )}
        {shown.length === 0 && <p className="py-1 text-ink-2">{screenText.noAppMatches(text)}</p>}
      </div>
    </fieldset>
  );
}

/** The draft of a screen's content. It stores both kinds, so that switching between them loses nothing. */
type LayoutDraft = {
  kind: "pipeline" | "apps";
  pipeline: string | null;
  apps: string[];
  names: boolean;
  errors: boolean;
};

export const emptyLayout: LayoutDraft = {
  kind: "pipeline",
  pipeline: null,
  apps: [],
  names: false,
  errors: false,
};

/** Returns the draft of a screen's current content. */
export function draftOf({ show, names, errors }: Pick<Screen, "show" | "names" | "errors">): LayoutDraft {
  return {
    kind: show.kind,
    pipeline: show.kind === "pipeline" ? show.pipeline.id : null,
    apps: show.kind === "apps" ? show.apps.map(({ id }) => id) : [],
    names,
    errors,
  };
}

/** Returns the request field, or null while nothing is chosen. */
export function choiceOf({ kind, pipeline, apps }: LayoutDraft): ShowChoice | null {
  if (kind === "pipeline") return pipeline ? { kind, pipeline } : null;
  return apps.length > 0 ? { kind, apps } : null;
}
