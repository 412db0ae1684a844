import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { byStage, stageTitle } from "@/lib/apps/stages";
import { appsQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import { stageLanes } from "@/lib/review/lanes";
import type { App } from "@/lib/schemas/app";
import type { Pipeline } from "@/lib/schemas/pipeline";
import * as text from "@/lib/text/shell";
import type { PaletteAction } from "./palette-actions";

/** Returns an action for each pipeline, by name, then one for each possible promotion. */
export function usePipelineActions(): PaletteAction[] {
  const router = useRouter();
  const pipelines = useQuery(pipelinesQuery());
  const apps = useQuery(appsQuery());
  const entries = useMemo(
    () => entriesOf(pipelines.data?.items ?? [], apps.data?.items ?? []),
    [pipelines.data, apps.data],
  );
  return entries.map(({ label, href }) => ({ label, act: () => router.push(href) }));
}

type Entry = { label: string; href: string };

function entriesOf(pipelines: readonly Pipeline[], apps: readonly App[]): Entry[] {
  const names = new Map(apps.map((app) => [app.id, app.name]));
  const pages = pipelines.map(({ name }) => ({
    label: text.pipelineNamed(name),
    href: paths.pipeline(name),
  }));
  const promotions = pipelines.flatMap(({ name, couplings }) => {
    const lanes = stageLanes(byStage(couplings, ({ stage }) => stage));
    return lanes.flatMap(({ from, to, sources, targets }) =>
      sources.flatMap(({ app }): Entry[] => {
        const source = names.get(app.id);
        // There is nothing to review if every target is hidden.
        if (!source || !targets.some((target) => names.has(target.app.id))) return [];
        const href = paths.pipeline(name, { from, to, ...(sources.length > 1 ? { source } : {}) });
        return [{ label: text.promoteTo(source, stageTitle(to)), href }];
      }),
    );
  });
  return [...pages, ...promotions];
}
