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
  { label: "Ctrl K or ⌘K", does: "Find an app, a page, an action", actions: { "mod+k": "find" } },
  { label: "g then a", does: "Apps", actions: { "g a": "apps" } },
  { label: "g then p", does: "Pipelines", actions: { "g p": "pipelines" } },
  { label: "g then s", does: "Screens", actions: { "g s": "screens" } },
  { label: "/", does: "Filter, or find in the output", actions: { "/": "filter" } },
  { label: "j and k", does: "Next and previous row", actions: { j: "nextRow", k: "previousRow" } },
  { label: "Enter", does: "Open the row", actions: {} },
  { label: "[", does: "Fold the rail", actions: { "[": "foldRail" } },
  { label: "?", does: "This list", actions: { "?": "list" } },
  { label: "Esc", does: "Close what is open", actions: {} },
];

export const outputShortcuts: readonly Shortcut<OutputAction>[] = [
  { label: "f", does: "Follow the newest line, or stop", actions: { f: "follow" } },
  {
    label: "Ctrl F or ⌘F",
    does: "Find in all of it; again for the browser's",
    actions: { "mod+f": "find" },
  },
  { label: "n and N", does: "Next and previous match", actions: { n: "nextMatch", N: "previousMatch" } },
  { label: "e", does: "First error", actions: { e: "firstError" } },
  {
    label: "s and S",
    does: "Next and previous section",
    actions: { s: "nextSection", S: "previousSection" },
  },
  { label: "x", does: "Fold the section", actions: { x: "foldSection" } },
  { label: "w", does: "Wrap long lines", actions: { w: "wrap" } },
  {
    label: "c, q, l",
    does: "Copy the chosen lines: text, quote, link",
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
