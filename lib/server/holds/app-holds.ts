import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Hold, HoldCreate, HoldList } from "@/lib/schemas/hold";
import { touchApp } from "@/lib/server/changes";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { listConfigVarNames } from "@/lib/server/heroku/config-vars";
import { listReleases } from "@/lib/server/heroku/releases";
import { endHold, holdsOn, isActive, storeHold, toHold } from "./holds";
import { passedHolds } from "./passed";

type Person = { id: string; email: string };

/** Returns the holds in force on an app and on slugs that it has run, and which of its recent releases passed one. */
export async function readHolds(heroku: Heroku, app: string, now = new Date()): Promise<HoldList> {
  const [{ id }, { items: releases }] = await Promise.all([getApp(heroku, app), listReleases(heroku, app)]);
  const slugs = new Set(releases.flatMap((release) => release.slug?.id ?? []));
  const holds = await holdsOn([id], [...slugs]);
  return {
    items: holds.filter((row) => isActive(row, now)).map(toHold),
    next: null,
    passed: await passedHolds(heroku, id, releases, holds),
  };
}

/** Puts a hold on an app, or on a slug as seen from it. Throws `forbidden` when the account can only view the app. */
export async function placeHold(
  heroku: Heroku,
  app: string,
  { slug, reason, expires_at }: HoldCreate,
  by: Person,
  now = new Date(),
): Promise<Hold> {
  const expires = expires_at === undefined ? null : new Date(expires_at);
  if (expires && expires <= now) {
    throw new SlipwayError("bad_request", { detail: "expires_at: is in the past." });
  }
  const { id, name } = await writableApp(heroku, app);
  const after = (await listReleases(heroku, id, { max: 1 })).items[0]?.version ?? 0;
  const hold = await storeHold({ app: { id, name }, slug: slug ?? null, reason, expires, after }, by, now);
  touchApp(id);
  return hold;
}

/** Ends a hold of this app. Throws `not_found`, or `forbidden` for who can only look. */
export async function liftHold(heroku: Heroku, app: string, hold: string, by: Person): Promise<Hold> {
  const { id } = await writableApp(heroku, app);
  const ended = await endHold(id, hold, by);
  if (!ended) throw new SlipwayError("not_found", { detail: "This app has no such hold." });
  touchApp(id);
  return ended;
}

/** Returns the app if the account may change it, which is tested by reading its config vars. */
async function writableApp(heroku: Heroku, app: string): Promise<{ id: string; name: string }> {
  const found = await getApp(heroku, app);
  try {
    await listConfigVarNames(heroku, found.id);
  } catch (error) {
    if (!(error instanceof SlipwayError) || error.id !== "forbidden") throw error;
    throw new SlipwayError("forbidden", {
      detail: `Only who may deploy ${found.name} can hold it or lift a hold.`,
      cause: error,
      requestId: error.requestId,
    });
  }
  return found;
}
