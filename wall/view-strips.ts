import type { WallState, WallTile } from "@/lib/schemas/wall";
import type { Fault } from "./faults";
import { glyph } from "./glyph";
import { pointInTime } from "./time-format";
import { el, type Piece } from "./tree";

/** Returns the band that states why the data is old. */
export function bandView(fault: Fault): Piece {
  return el(
    `div.band${fault.greys ? ".hatch" : ".slim"}`,
    { key: fault.kind, attributes: { role: "status" } },
    el("div.title", fault.title),
    fault.line ? el("div.line", fault.line) : null,
  );
}

/** Returns the broadcast message; null once it has expired. */
export function broadcastOf(
  broadcast: Extract<WallState, { state: "paired" }>["broadcast"],
  now: number,
): Piece | null {
  if (!broadcast || Date.parse(broadcast.expires_at) <= now) return null;
  return el(
    "div.strip.broadcast",
    { key: "broadcast" },
    el("span.text", broadcast.text),
    el("span.until", `until ${pointInTime(Date.parse(broadcast.expires_at), now)}`),
  );
}

/** Returns one line about the locked apps, with the reason of the first; null without locks. */
export function holdsOf(tiles: WallTile[]): Piece | null {
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
