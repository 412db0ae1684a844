import type { WallState, WallTile } from "@/lib/schemas/wall";
import type { Fault } from "./faults";
import { glyph } from "./glyph";
import { el, type Piece } from "./tree";
import { pointInTime } from "./words";

/** Why the wall is not fresh, over its whole width. */
export function bandView(fault: Fault): Piece {
  return el(
    `div.band${fault.greys ? ".hatch" : ".slim"}`,
    { key: fault.kind, attributes: { role: "status" } },
    el("div.title", fault.title),
    fault.line ? el("div.line", fault.line) : null,
  );
}

/** What somebody tells everybody, until it expires. */
export function broadcastOf(
  broadcast: Extract<WallState, { state: "paired" }>["broadcast"],
  now: number,
): Piece | null {
  if (!broadcast || Date.parse(broadcast.expires_at) <= now) return null;
  return el(
    "div.strip.broadcast",
    { key: "broadcast" },
    el("span.said", broadcast.text),
    el("span.until", `until ${pointInTime(Date.parse(broadcast.expires_at), now)}`),
  );
}

/** Where nothing may be released now: the apps, then why and until when. One line, whatever their number. */
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
    el("span.said", `${names}: ${reason}`),
    more > 0 ? el("span.until", `${more} more locked`) : null,
  );
}
