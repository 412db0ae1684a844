import "server-only";
import { randomUUID } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Hold } from "@/lib/schemas/hold";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { db } from "@/lib/server/store/db";
import { activeHolds, anyAppHold } from "./holds";

type Person = { id: string; email: string };
/** What passed a hold: a build (its release comes later) or a release, by id. */
type Made = { build: string } | { release: string };

/**
 * Throws `held` with `holds` when these apps or this slug (ids) have holds and no reason is given. Returns the holds that
 * the reason passes.
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

/** The data to record once something was created past a hold. */
export type Pass = { record(by: Person, made: Made): Promise<void> };

/** `checkHolds` for an app by name or id. Reads the app upstream only when any hold exists. */
export async function passHolds(heroku: Heroku, app: string, override: string | undefined): Promise<Pass> {
  if (!(await anyAppHold())) return { record: async () => {} };
  const { id } = await getApp(heroku, app);
  const holds = await checkHolds({ apps: [id], override });
  return {
    record: (by, made) => recordOverrides(holds, { app: id, reason: override ?? "", by, made }),
  };
}

/** Records which holds a user passed, with what and why. */
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
