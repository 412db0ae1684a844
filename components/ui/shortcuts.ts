import * as common from "@/lib/text/common";
import * as text from "@/lib/text/shell";

export type PageAction =
  | "find"
  | "apps"
  | "pipelines"
  | "screens"
  | "filter"
  | "nextRow"
  | "previousRow"
  | "foldRail"
  | "list";

export type OutputAction =
  | "follow"
  | "find"
  | "nextMatch"
  | "previousMatch"
  | "firstError"
  | "nextSection"
  | "previousSection"
  | "foldSection"
  | "wrap"
  | "copyText"
  | "copyQuote"
  | "copyLink";

/** A line of the list of keys. `actions` maps keys to actions; empty if the browser handles the keys. */
type Shortcut<Action extends string> = {
  label: string;
  does: string;
  actions: Partial<Record<string, Action>>;
};

export const pageShortcuts: readonly Shortcut<PageAction>[] = [
  { label: text.paletteKeys, does: text.findAnything, actions: { "mod+k": "find" } },
  { label: text.appsKeys, does: common.apps, actions: { "g a": "apps" } },
  { label: text.pipelinesKeys, does: common.pipelines, actions: { "g p": "pipelines" } },
  { label: text.screensKeys, does: common.screens, actions: { "g s": "screens" } },
  { label: "/", does: text.filterOrFind, actions: { "/": "filter" } },
  { label: text.rowKeys, does: text.nextAndPreviousRow, actions: { j: "nextRow", k: "previousRow" } },
  { label: text.enterKey, does: text.openTheRow, actions: {} },
  { label: "[", does: text.foldTheRail, actions: { "[": "foldRail" } },
  { label: "?", does: text.thisList, actions: { "?": "list" } },
  { label: text.escapeKey, does: text.closeWhatIsOpen, actions: {} },
];

export const outputShortcuts: readonly Shortcut<OutputAction>[] = [
  { label: "f", does: text.followOrStop, actions: { f: "follow" } },
  {
    label: text.findKeys,
    does: text.findInAll,
    actions: { "mod+f": "find" },
  },
  { label: text.matchKeys, does: text.nextAndPreviousMatch, actions: { n: "nextMatch", N: "previousMatch" } },
  { label: "e", does: common.firstError, actions: { e: "firstError" } },
  {
    label: text.sectionKeys,
    does: text.nextAndPreviousSection,
    actions: { s: "nextSection", S: "previousSection" },
  },
  { label: "x", does: text.foldTheSection, actions: { x: "foldSection" } },
  { label: "w", does: common.wrapLongLines, actions: { w: "wrap" } },
  {
    label: "c, q, l",
    does: text.copyLines,
    actions: { c: "copyText", q: "copyQuote", l: "copyLink" },
  },
];

/** Returns the action of a key press ("k", "g a", "mod+k" for Ctrl K and ⌘K), or undefined. */
export function actionOf<Action extends string>(
  shortcuts: readonly Shortcut<Action>[],
  press: string,
): Action | undefined {
  return shortcuts.find(({ actions }) => Object.hasOwn(actions, press))?.actions[press];
}

/** Returns the keys of an action: "g a". */
export function pressFor(action: PageAction): string | undefined {
  return pageShortcuts
    .flatMap(({ actions }) => Object.entries(actions))
    .find(([, does]) => does === action)?.[0];
}

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Returns a key press in the notation of the lists. A letter with Ctrl or ⌘ is lower case even under Caps Lock. */
export function pressOf({ key, ctrlKey, metaKey, shiftKey }: Press): string {
  if (!ctrlKey && !metaKey) return key;
  return shiftKey ? `mod+shift+${key}` : `mod+${key.toLowerCase()}`;
}
