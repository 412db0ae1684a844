import "server-only";
import { randomUUID } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Hold } from "@/lib/schemas/hold";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { db } from "@/lib/server/store/db";
import { activeHolds, anyAppHold } from "./holds";

type Person = { id: string; email: string };
/** What went past a hold: a build (its release comes later) or a release, by id. */
type Made = { build: string } | { release: string };

/**
 * Lets nothing past a hold on these apps or this slug (ids) without a reason. Throws `held` with `holds`; answers
 * the holds that the reason goes past.
 */
export async function checkHolds(way: {
  apps: readonly string[];
  slug?: string | null | undefined;
  override?: string | undefined;
}): Promise<Hold[]> {
  const holds = await activeHolds(way.apps, way.slug ? [way.slug] : []);
  if (holds.length > 0 && way.override === undefined) throw heldBy(holds);
  return holds;
}

/** What is still to be written down once something was made past a hold. */
export type Pass = { record(by: Person, made: Made): Promise<void> };

/** `checkHolds` for a door that knows its app by name or id: upstream is asked for it only when something is held. */
export async function passHolds(heroku: Heroku, app: string, override: string | undefined): Promise<Pass> {
  if (!(await anyAppHold())) return { record: async () => {} };
  const { id } = await getApp(heroku, app);
  const holds = await checkHolds({ apps: [id], override });
  return {
    record: (by, made) => recordOverrides(holds, { app: id, reason: override ?? "", by, made }),
  };
}

/** Notes which holds somebody went past, with what and why. */
export async function recordOverrides(
  holds: readonly Hold[],
  { app, reason, by, made }: { app: string; reason: string; by: Person; made: Made },
): Promise<void> {
  if (holds.length === 0) return;
  const at = new Date().toISOString();
  const rows = holds.map((hold) => ({
    id: randomUUID(),
    hold_id: hold.id,
    app_id: app,
    reason,
    build_id: "build" in made ? made.build : null,
    release_id: "release" in made ? made.release : null,
    user_id: by.id,
    email: by.email,
    at,
  }));
  await db().insertInto("overrides").values(rows).execute();
}

function heldBy(holds: Hold[]): SlipwayError {
  const [first] = holds;
  const who = first?.user.email ?? "Somebody";
  const what =
    first?.kind === "slug" ? "this slug is not released" : `nothing is released on ${first?.app.name}`;
  return new SlipwayError("held", {
    detail: `${who} asked that ${what}: “${first?.reason}”.`,
    facts: { holds },
  });
}
