import { randomUUID } from "node:crypto";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Hold } from "@/lib/schemas/hold";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { db } from "@/lib/server/store/db";
import { activeHolds, hasAppHold, type Person } from "./holds";

/** What was created past a hold: a build (its release comes later) or a release, by id. */
type Created = { build: string } | { release: string };

/**
 * Throws `held` with `holds` when these apps or this slug (ids) have holds and no reason is given to override them.
 * Returns the overridden holds.
 */
export async function checkHolds({
  apps,
  slug,
  override,
}: {
  apps: readonly string[];
  slug?: string | null | undefined;
  override?: string | undefined;
}): Promise<Hold[]> {
  const holds = await activeHolds(apps, slug ? [slug] : []);
  if (holds.length > 0 && override === undefined) throw heldBy(holds);
  return holds;
}

/** Records the overridden holds once something was created. */
export type Override = { record(by: Person, created: Created): Promise<void> };

/** `checkHolds` for an app by name or id. Reads the app upstream only when any hold exists. */
export async function checkAppHolds(
  heroku: Heroku,
  app: string,
  override: string | undefined,
): Promise<Override> {
  if (!(await hasAppHold())) return { record: async () => {} };
  const { id } = await getApp(heroku, app);
  const holds = await checkHolds({ apps: [id], override });
  return {
    record: async (by, created) => {
      if (override !== undefined) await recordOverrides(holds, { app: id, reason: override, by, created });
    },
  };
}

/** Records which holds a user overrode, why, and what that created. */
export async function recordOverrides(
  holds: readonly Hold[],
  { app, reason, by, created }: { app: string; reason: string; by: Person; created: Created },
): Promise<void> {
  if (holds.length === 0) return;
  const at = new Date().toISOString();
  const rows = holds.map((hold) => ({
    id: randomUUID(),
    hold_id: hold.id,
    app_id: app,
    reason,
    build_id: "build" in created ? created.build : null,
    release_id: "release" in created ? created.release : null,
    user_id: by.id,
    email: by.email,
    at,
  }));
  await db().insertInto("overrides").values(rows).execute();
}

function heldBy(holds: Hold[]): SlipwayError {
  const [first] = holds;
  const author = first?.user.email ?? "Somebody";
  const request =
    first?.kind === "slug" ? "this slug is not released" : `nothing is released on ${first?.app.name}`;
  return new SlipwayError("held", {
    detail: `${author} asked that ${request}: “${first?.reason}”.`,
    facts: { holds },
  });
}
