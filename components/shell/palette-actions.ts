import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTheme, useZoneChoice } from "@/components/ui/preferences";
import { pressFor } from "@/components/ui/shortcuts";
import { byStage, stageTitle } from "@/lib/apps/stages";
import { appsQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { paths } from "@/lib/paths";
import { stageLanes } from "@/lib/review/lanes";
import type { App } from "@/lib/schemas/app";
import type { Pipeline } from "@/lib/schemas/pipeline";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/shell";
import { toggleRail } from "./rail-fold";

export type PaletteAction = { label: string; keys?: string | undefined; act: () => void };

/** Returns the palette's actions besides apps; on an app's pages, those of that app come first. */
export function usePaletteActions(pathname: string, onList: () => void): PaletteAction[] {
  const router = useRouter();
  const { choose: chooseTheme } = useTheme();
  const { zone, choose: chooseZone } = useZoneChoice();
  const to = (label: string, href: string, keys?: string): PaletteAction => ({
    label,
    keys,
    act: () => router.push(href),
  });
  const app = /^\/apps\/([^/]+)/.exec(pathname)?.[1];
  const own = app
    ? [
        to(text.buildsOf(app), paths.builds(app)),
        to(text.newestBuildOf(app), paths.build(app, "latest")),
        to(text.releasesOf(app), paths.releases(app)),
        to(text.configVarsOf(app), paths.config(app)),
      ]
    : [];
  return [
    ...own,
    to("Apps", paths.apps(), pressFor("apps")),
    to("Pipelines", paths.pipelines(), pressFor("pipelines")),
    to("Screens", paths.screens(), pressFor("screens")),
    to(common.openPairing, `${paths.screens()}?code=`),
    to(common.newApp, `${paths.apps()}?new=true`),
    to("Settings", paths.settings()),
    { label: text.lightTheme, act: () => chooseTheme("light") },
    { label: text.darkTheme, act: () => chooseTheme("dark") },
    { label: text.systemTheme, act: () => chooseTheme("system") },
    zone === "utc"
      ? { label: text.localTimes, act: () => chooseZone("local") }
      : { label: text.utcTimes, act: () => chooseZone("utc") },
    { label: text.foldTheRail, keys: pressFor("foldRail"), act: toggleRail },
    { label: text.listOfKeys, keys: pressFor("list"), act: onList },
  ];
}

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
