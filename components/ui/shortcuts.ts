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
  description: string;
  actions: Partial<Record<string, Action>>;
};

export const pageShortcuts: readonly Shortcut<PageAction>[] = [
  { label: text.paletteKeys, description: text.findAnything, actions: { "mod+k": "find" } },
  { label: text.appsKeys, description: common.apps, actions: { "g a": "apps" } },
  { label: text.pipelinesKeys, description: common.pipelines, actions: { "g p": "pipelines" } },
  { label: text.screensKeys, description: common.screens, actions: { "g s": "screens" } },
  { label: "/", description: text.filterOrFind, actions: { "/": "filter" } },
  { label: text.rowKeys, description: text.nextAndPreviousRow, actions: { j: "nextRow", k: "previousRow" } },
  { label: text.enterKey, description: text.openTheRow, actions: {} },
  { label: "[", description: text.foldTheRail, actions: { "[": "foldRail" } },
  { label: "?", description: text.thisList, actions: { "?": "list" } },
  { label: text.escapeKey, description: text.closeWhatIsOpen, actions: {} },
];

export const outputShortcuts: readonly Shortcut<OutputAction>[] = [
  { label: "f", description: text.followOrStop, actions: { f: "follow" } },
  {
    label: text.findKeys,
    description: text.findInAll,
    actions: { "mod+f": "find" },
  },
  {
    label: text.matchKeys,
    description: text.nextAndPreviousMatch,
    actions: { n: "nextMatch", N: "previousMatch" },
  },
  { label: "e", description: common.firstError, actions: { e: "firstError" } },
  {
    label: text.sectionKeys,
    description: text.nextAndPreviousSection,
    actions: { s: "nextSection", S: "previousSection" },
  },
  { label: "x", description: text.foldTheSection, actions: { x: "foldSection" } },
  { label: "w", description: common.wrapLongLines, actions: { w: "wrap" } },
  {
    label: "c, q, l",
    description: text.copyLines,
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
    .find(([, description]) => description === action)?.[0];
}

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Returns a key press in the notation of the lists. A letter with Ctrl or ⌘ is lower case even under Caps Lock. */
export function pressOf({ key, ctrlKey, metaKey, shiftKey }: Press): string {
  if (!ctrlKey && !metaKey) return key;
  return shiftKey ? `mod+shift+${key}` : `mod+${key.toLowerCase()}`;
}
