import type { StateKind } from "@/components/ui/state";
import { isOld } from "@/lib/apps/stale-limits";
import { formatAge, formatHour, type Zone } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import type { Screen } from "@/lib/schemas/screen";
import * as text from "@/lib/text/screen";

/** Returns the kind and the label of a screen's state. */
export function stateOfScreen(
  { state, last_seen_at, read_at }: Pick<Screen, "state" | "last_seen_at" | "read_at">,
  now: number,
): { kind: StateKind; label: string } {
  if (state === "no grant") return { kind: "bad", label: text.mayNotRead };
  if (state === "live" && isUnread({ read_at }, now)) return { kind: "unknown", label: text.oldData };
  if (state === "live") return { kind: "ok", label: text.live };
  if (!last_seen_at) return { kind: "unknown", label: text.notSeenYet };
  return { kind: "unknown", label: text.awayFor(formatAge(last_seen_at, now)) };
}

const NOTHING_NEW = text.nothingNewFromHeroku;

/** Returns true if the data of a screen is old, which the screen shows in grey. */
export function isUnread({ read_at }: Pick<Screen, "read_at">, now: number): boolean {
  return read_at !== null && isOld(Date.parse(read_at), now);
}

/** Returns "Last read 14:02. Heroku answered 503." for a live screen with old data, else null. */
export function unreadText(
  { state, read_at, failed }: Pick<Screen, "state" | "read_at" | "failed">,
  { now, zone }: { now: number; zone: Zone | undefined },
): string | null {
  if (state !== "live" || read_at === null || !isUnread({ read_at }, now)) return null;
  const [why = NOTHING_NEW] = failed?.split(/(?<=\.) /, 1) ?? [];
  return text.lastReadBecause(formatHour(read_at, zone), why);
}

/** Returns the content of a screen: "example-pipeline", "example-app and 3 more apps". */
export function contentText(show: Screen["show"]): string {
  if (show.kind === "pipeline") return show.pipeline.name;
  const [first, second, ...rest] = show.apps;
  if (!first) return text.nothing;
  if (!second) return first.name;
  if (rest.length === 0) return `${first.name}, ${second.name}`;
  return text.andMoreApps(first.name, rest.length + 1);
}

/** Returns the names of the backers: "you and Ben", "nobody any more". */
export function backersText(backers: Screen["backers"], userId: string): string {
  const working = backers.filter(({ ended_at }) => ended_at === null);
  const names = working.map(({ user, via }) => {
    const name = user.id === userId ? "you" : fullNameOf({ email: user.email });
    return via === "token" ? `${name} (a token)` : name;
  });
  const last = names.pop();
  if (!last) return text.nobodyAnyMore;
  return names.length === 0 ? last : text.joinedWithAnd(names.join(", "), last);
}
