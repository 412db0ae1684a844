import type { StateKind } from "@/components/ui/state";
import { formatAge } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/who";
import type { Screen } from "@/lib/schemas/screen";

/** Returns the state of a screen as a glyph and a word. */
export function stateOfScreen(
  { state, last_seen_at }: Pick<Screen, "state" | "last_seen_at">,
  now: number,
): { kind: StateKind; label: string } {
  if (state === "no grant") return { kind: "bad", label: "may not read" };
  if (state === "live") return { kind: "ok", label: "live" };
  if (!last_seen_at) return { kind: "unknown", label: "not seen yet" };
  return { kind: "unknown", label: `away for ${formatAge(last_seen_at, now)}` };
}

/** Returns "example-pipeline", "example-app and 3 more apps". */
export function showWords(show: Screen["show"]): string {
  if (show.kind === "pipeline") return show.pipeline.name;
  const [first, second, ...rest] = show.apps;
  if (!second) return first?.name ?? "nothing";
  if (rest.length === 0) return `${first?.name}, ${second.name}`;
  return `${first?.name} and ${rest.length + 1} more apps`;
}

/** Returns "you and Ben", "nobody any more". */
export function backerWords(backers: Screen["backers"], userId: string): string {
  const working = backers.filter(({ ended_at }) => ended_at === null);
  const names = working.map(({ user, via }) => {
    const name = user.id === userId ? "you" : fullNameOf({ email: user.email });
    return via === "token" ? `${name} (a token)` : name;
  });
  const last = names.pop();
  if (!last) return "nobody any more";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
