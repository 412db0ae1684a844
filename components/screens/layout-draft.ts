import type { Screen, ShowChoice } from "@/lib/schemas/screen";

/** The draft of a screen's content. It stores both kinds, so that switching between them loses nothing. */
export type LayoutDraft = {
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
