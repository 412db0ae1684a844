"use client";

import * as text from "@/lib/text/page";
import { type StateKind, shapes } from "./glyph-shapes";
import { useShownKind } from "./page-age";
import stateColors from "./state-colors.json";

const { live, ok, past, bad, warn } = stateColors.tab;

/** Colors that are legible on both a light and a dark tab strip; the shape shows the state as well. */
const tabColors: Record<StateKind, string> = {
  live,
  ok,
  past,
  bad,
  repaired: bad,
  canceled: past,
  unknown: past,
  warn,
};

/** Shows the page's state in the browser's tab: a glyph before the title, and the same shape as favicon. */
export function TabState({ kind: given, title }: { kind?: StateKind; title: string }) {
  const shown = useShownKind(given ?? "past");
  const kind = given && shown;
  return (
    <>
      <title>{kind ? text.tabTitleWithState(shapes[kind].text, title) : text.tabTitle(title)}</title>
      <link rel="icon" type="image/svg+xml" href={kind ? faviconOf(kind) : "/icon.svg"} />
    </>
  );
}

function faviconOf(kind: StateKind): string {
  const { path, filled, dash } = shapes[kind];
  const color = tabColors[kind];
  const paint = filled
    ? `fill="${color}"`
    : `fill="none" stroke="${color}" stroke-width="2.75"${dash ? ` stroke-dasharray="${dash}"` : ""}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="${path}" ${paint}/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
