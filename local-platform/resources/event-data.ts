import type { Transaction } from "kysely";
import type { Happened } from "@/local-platform/engine/engine";
import type { EventLogParts } from "@/local-platform/engine/webhooks/event-log";
import type { Services } from "@/local-platform/services";
import type { Tables } from "@/local-platform/store/tables";
import { presentApp, withOwner } from "./app-queries";
import { findBuilds, present } from "./builds";
import { presentRelease, selectReleases } from "./releases";

type Parts = Pick<Services, "context" | "signer" | "lagMs">;

/** Returns a function for the data of an event: the resource in the API's format, with more of its app, slug and release. */
export function describeEvent({
  context,
  signer,
}: Pick<Services, "context" | "signer">): EventLogParts["dataOf"] {
  return async (trx, happened) => {
    // Read in the transaction of the change; the lag fault does not apply to events.
    const parts: Parts = { context: { ...context, db: trx }, signer, lagMs: () => 0 };
    const app = await withOwner(parts, happened.appId);
    const named = { id: app.id, name: app.name };
    if (happened.include === "api:app") return presentApp(parts, app);
    return happened.include === "api:build"
      ? describeBuild(parts, trx, named, happened)
      : describeRelease(parts, trx, named, happened);
  };
}

type Named = { id: string; name: string };

async function describeBuild(parts: Parts, trx: Transaction<Tables>, app: Named, { id }: Happened) {
  const build = await findBuilds(parts, app).where("builds.id", "=", id).executeTakeFirst();
  if (!build) return null;
  const release = await trx
    .selectFrom("releases")
    .select(["id", "version"])
    .where("id", "=", build.release_id)
    .executeTakeFirst();
  const slug = await slugOf(trx, build.slug_id);
  return { ...present(parts, build), app, metadata: {}, release: release ?? null, slug };
}

async function describeRelease(parts: Parts, trx: Transaction<Tables>, app: Named, { id }: Happened) {
  const release = await selectReleases(parts, app).where("releases.id", "=", id).executeTakeFirst();
  if (!release) return null;
  return { ...presentRelease(parts, app, release), slug: await slugOf(trx, release.slug_id) };
}

async function slugOf(trx: Transaction<Tables>, id: string | null) {
  const columns = ["id", "commit", "commit_description"] as const;
  const slug = await trx.selectFrom("slugs").select(columns).where("id", "=", id).executeTakeFirst();
  return slug ?? null;
}
