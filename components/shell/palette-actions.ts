import { useRouter } from "next/navigation";
import { useTheme, useZoneChoice } from "@/components/ui/preferences";
import { pressFor } from "@/components/ui/shortcuts";
import { paths } from "@/lib/paths";
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
    to(text.pairAScreen, `${paths.screens()}?code=`),
    to(text.newApp, `${paths.apps()}?new=true`),
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
