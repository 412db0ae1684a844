import type { WallState, WallTile } from "@/lib/schemas/wall";
import type { Moment } from "./clock";
import { type Fault, faultOf } from "./faults";
import { glyph } from "./glyph";
import type { Screen } from "./grid";
import { itemsOf, limitsOf, sharedAge } from "./items";
import { type Page, pagesOf, problemName, stripHeight } from "./layout";
import { type PollState, silentFor, timeAt } from "./poll-state";
import { type Phrase, pastSummaryOf, summaryOf } from "./summary";
import { longSpan, pointInTime, secondsOfDay, timeOfDay } from "./time-format";
import { el, type VirtualElement } from "./tree";
import { messageView, pairingView } from "./view-pairing";
import { promotionView, shownPromotions } from "./view-promotion";
import { calmView, problemView, runningView } from "./view-tiles";

/** What rendering needs besides the state. */
type View = {
  now: Moment;
  screen: Screen;
  fineSince: number | null;
  /** Chooses the page to show; given for each page whether it has a problem. */
  pageOf: (hasProblem: boolean[]) => number;
  awake: string | null;
  preview: boolean;
};

/** Returns the whole wall at one moment. Pure except for `pageOf`. */
export function wallView(poll: PollState, view: View): VirtualElement[] {
  const state = poll.latest?.state;
  if (state?.state === "paired") return pairedView(poll, state, view);
  const { now } = view;
  const time = timeAt(poll, now);
  const fault = faultOf(poll, now);
  const sentence = [{ text: view.preview ? "Preview" : "Slipway", bad: false }];
  return [
    headerView({ time, sentence, age: null, stale: false }),
    fault && bandView(fault),
    bodyWithout(state, { ...view, time, lost: fault !== null }),
  ].filter((piece): piece is VirtualElement => piece !== null);
}

function bodyWithout(
  state: WallState | undefined,
  at: View & { time: number; lost: boolean },
): VirtualElement {
  if (state?.state === "unpaired") return pairingView(state, { now: at.time, awake: at.awake });
  if (state?.state === "removed")
    return pairingView(state.pairing, { now: at.time, awake: "This screen was removed." });
  return at.lost
    ? messageView("Nothing read yet", "Trying again.")
    : messageView("Connecting to Slipway", "One moment.");
}

function pairedView(
  poll: PollState,
  state: Extract<WallState, { state: "paired" }>,
  view: View,
): VirtualElement[] {
  const { now, screen } = view;
  const time = timeAt(poll, now);
  const fault = faultOf(poll, now);
  const grey = fault?.greys ?? false;
  const { app_count: all, period_ms: period } = state;
  const items = itemsOf(state.tiles, period, time, grey);
  const age = sharedAge(items);
  const then = grey ? time - Math.max(age ?? 0, fault?.kind === "lost" ? silentFor(poll, now) : 0) : time;
  const header = headerView({
    time,
    sentence: (grey ? pastSummaryOf(items, then, time) : summaryOf(items, view.fineSince, time)).concat(
      all > items.length ? { text: `${items.length} of ${all} apps`, bad: false } : [],
    ),
    age: age === null ? null : `${view.preview ? "preview · " : ""}${longSpan(age)} old`,
    stale: grey || (age ?? 0) > limitsOf(period).words,
  });
  const strips = [
    { piece: broadcastOf(state.broadcast, time), height: stripHeight(screen, "strip") },
    { piece: holdsOf(state.tiles), height: stripHeight(screen, "strip") },
    { piece: fault && bandView(fault), height: stripHeight(screen, grey ? "band" : "slim band") },
  ].filter((strip): strip is { piece: VirtualElement; height: number } => strip.piece !== null);
  const above = [header, ...strips.map(({ piece }) => piece)];

  const promotions = shownPromotions(state.promotions, time);
  if (promotions.length > 0) {
    const page = view.pageOf(promotions.map(() => false));
    const shown = promotions[page] ?? promotions[0];
    const old = time - Date.parse(shown?.read_at ?? "") > limitsOf(period).grey;
    return [
      ...above,
      ...(shown ? [promotionView(shown, { now: time, grey: grey || old })] : []),
      ...dots(promotions.length, page),
    ];
  }
  if (items.length === 0) {
    return [...above, messageView("No app is on this screen yet", "Choose some on Slipway's Screens page.")];
  }
  const pages = pagesOf(
    items,
    screen,
    strips.reduce((sum, { height }) => sum + height, 0),
  );
  const page = view.pageOf(pages.map(({ problems }) => problems.length > 0));
  const shown = pages[page] ?? pages[0];
  return [...above, ...(shown ? [bodyView(shown, { now: time, screen })] : []), ...dots(pages.length, page)];
}

function bodyView(page: Page, { now, screen }: { now: number; screen: Screen }): VirtualElement {
  const { problems, compact, running, calm, grid } = page;
  return el(
    "div.body",
    problems.length > 0 &&
      el(
        `div.problems${compact ? ".many" : ""}`,
        { key: "problems" },
        ...problems.map((item) => problemView(item, { now, compact, width: problemName(screen, compact) })),
      ),
    running.length > 0 &&
      el("div.bars", { key: "bars" }, ...running.map((item) => runningView({ item, now }))),
    calm.length > 0 &&
      el(
        `div.grid.lines-${grid.lines}`,
        {
          key: "grid",
          vars: {
            "--columns": grid.columns,
            "--row": `${grid.row.toFixed(3)}vmin`,
            "--name": `${grid.name.toFixed(2)}vmin`,
          },
        },
        ...calm.map((item, index) => calmView({ item, now, last: index >= (grid.rows - 1) * grid.columns })),
      ),
  );
}

function dots(count: number, page: number): VirtualElement[] {
  if (count <= 1) return [];
  const all = Array.from({ length: count }, (_, index) => el(index === page ? "span.here" : "span"));
  return [el("footer", { attributes: { "aria-label": `Page ${page + 1} of ${count}` } }, ...all)];
}

type Header = {
  time: number;
  sentence: Phrase[];
  /** "4 s old"; null without data. */
  age: string | null;
  stale: boolean;
};

/** Returns the header: a clock with seconds, which proves that the page is alive, one sentence, and the age of the data. */
function headerView({ time, sentence, age, stale }: Header): VirtualElement {
  const phrases = sentence.flatMap(({ text, bad }, index) => [
    index > 0 ? el("span.dot", " · ") : null,
    el(bad ? "span.loud" : "span", text),
  ]);
  const letters = sentence.reduce((sum, { text }) => sum + text.length + 3, 0);
  return el(
    stale ? "header.stale" : "header",
    el("div.clock", el("span", timeOfDay(time)), el("span.seconds", secondsOfDay(time))),
    el(letters > 40 ? "h1.long" : "h1", ...phrases),
    el("div.age", age ?? ""),
  );
}

/** Returns the band that states why the data is old. */
function bandView(fault: Fault): VirtualElement {
  return el(
    `div.band${fault.greys ? ".hatch" : ".slim"}`,
    { key: fault.kind, attributes: { role: "status" } },
    el("div.title", fault.title),
    fault.line ? el("div.line", fault.line) : null,
  );
}

/** Returns the broadcast message; null once it has expired. */
function broadcastOf(
  broadcast: Extract<WallState, { state: "paired" }>["broadcast"],
  now: number,
): VirtualElement | null {
  if (!broadcast || Date.parse(broadcast.expires_at) <= now) return null;
  return el(
    "div.strip.broadcast",
    { key: "broadcast" },
    el("span.text", broadcast.text),
    el("span.until", `until ${pointInTime(Date.parse(broadcast.expires_at), now)}`),
  );
}

/** Returns one line about the locked apps, with the reason of the first; null without locks. */
export function holdsOf(tiles: WallTile[]): VirtualElement | null {
  const reasons = new Map<string, string[]>();
  for (const { hold, app } of tiles) {
    if (hold) reasons.set(hold, [...(reasons.get(hold) ?? []), app]);
  }
  const [first, ...others] = [...reasons];
  if (!first) return null;
  const [reason, apps] = first;
  const more = others.reduce((sum, [, held]) => sum + held.length, 0);
  const names = apps.length <= 2 ? apps.join(", ") : `${apps[0]} and ${apps.length - 1} more`;
  return el(
    "div.strip.holds",
    { key: "holds" },
    glyph("lock"),
    el("span.text", `${names}: ${reason}`),
    more > 0 ? el("span.until", `${more} more locked`) : null,
  );
}
