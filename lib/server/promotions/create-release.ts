import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { ReleaseCreate } from "@/lib/schemas/release-request";
import { touchApp } from "@/lib/server/changes";
import { getApp } from "@/lib/server/heroku/apps";
import { getRelease, listReleases } from "@/lib/server/heroku/releases";
import { checkHolds, recordOverrides } from "@/lib/server/holds/check-holds";
import { postRelease } from "../heroku/releases";
import type { Actor } from "./actor";
import { endAttempt, type Pinned } from "./attempts";
import { claimApps, dropClaims, findOut } from "./claims";
import { type SendLimits, sendLimits } from "./limits";
import { artifactsOf, slippedIn } from "./match-release";
import { conflict, hasMoved, movedOf, type Position, readPosition } from "./position";
import { checkNotExpired, checkSameSlug } from "./recheck";
import { type Sent, sendOnce } from "./send-once";

/** The new release, and those created by others between our check and it. */
export type ReleaseMade = Release & Pick<PromotionTarget, "slipped_in">;

/**
 * Releases a slug on an app, or rolls the app back, exactly once: claims the app, compares the running release with the
 * expected one, stores the intent and sends the call once. Throws `conflict` with `moved`, `held`, `same_slug`,
 * `release_expired` or upstream's error; then nothing was created.
 */
export async function createRelease(
  actor: Actor,
  appName: string,
  body: ReleaseCreate,
  limits: SendLimits = sendLimits,
): Promise<ReleaseMade> {
  const { heroku, user } = actor;
  const { id, name } = await getApp(heroku, appName);
  const app = { id, name };
  const { override } = body;
  const holds = body.slug ? await checkHolds({ apps: [id], slug: body.slug, override }) : [];
  const claims = await claimApps(actor, [app], body.slug ? "slug" : "rollback", limits);
  try {
    const position = await readPosition(heroku, app, limits);
    if (hasMoved(position, body.expected_current)) {
      throw conflict([await movedOf(heroku, position, "target", body.expected_current)]);
    }
    const { pinned, call } = await loadOf(actor, position, body);
    const newest = new Map([[id, position.newest?.version ?? 0]]);
    const sent = await sendOnce({ heroku, attempts: claims, pinned, newest, limits, call });
    const release = await releaseOfAnswer(actor, position, sent, limits);
    await recordOverrides(holds, {
      app: id,
      reason: override ?? "",
      by: user,
      made: { release: release.id },
    });
    return { ...release, slipped_in: await between(actor, position, release) };
  } finally {
    await dropClaims(claims);
    touchApp(id);
  }
}

/** Returns what to release and the call that releases it. */
async function loadOf(
  { heroku }: Actor,
  position: Position,
  { slug, release, description, two_factor_code }: ReleaseCreate,
): Promise<{ pinned: Pinned; call: () => Promise<Release> }> {
  const { app } = position;
  const none = { slug_id: null, artifacts: null, back_to_version: null, promotion_id: null };
  if (slug !== undefined) {
    await checkSameSlug(heroku, position, slug);
    const body = { slug, ...(description ? { description } : {}) };
    return {
      pinned: { ...none, slug_id: slug },
      call: () => postRelease(heroku, app.id, body, two_factor_code).catch(slugGone),
    };
  }
  const target = await getRelease(heroku, app.id, release ?? "");
  if (target.id === position.current?.id) {
    throw new SlipwayError("same_slug", { detail: `${app.name} runs v${target.version} already.` });
  }
  checkNotExpired(target, app.name);
  return {
    pinned: {
      ...none,
      slug_id: target.slug?.id ?? null,
      artifacts: artifactsOf(target),
      back_to_version: target.version,
    },
    call: () => postRelease(heroku, app.id, { release: target.id }, two_factor_code),
  };
}

/** Returns the release of the response, or without a response the one that upstream lists. Throws when there is none. */
async function releaseOfAnswer(
  { heroku }: Actor,
  { app, newest }: Position,
  sent: Sent<Release>,
  limits: SendLimits,
): Promise<Release> {
  const [attempt] = sent.attempts;
  if (!attempt) throw new SlipwayError("internal");
  if ("answer" in sent) {
    await endAttempt(attempt.id, "made", sent.answer);
    return sent.answer;
  }
  const release = await findOut(heroku, attempt, limits).catch((cause: unknown) => {
    throw new SlipwayError("upstream_timeout", { cause, ...requestIdOf(sent.unanswered) });
  });
  if (release) return release;
  throw new SlipwayError("upstream_unavailable", {
    detail: `Heroku did not answer, and nothing was created: v${newest?.version ?? 0} is still the newest release of ${app.name}.`,
    cause: sent.unanswered,
    ...requestIdOf(sent.unanswered),
  });
}

/** The app was just read, so a 404 of upstream concerns the slug. */
function slugGone(error: unknown): never {
  if (!(error instanceof SlipwayError) || error.id !== "not_found") throw error;
  throw new SlipwayError("release_expired", {
    detail: "Heroku no longer has this slug; nothing was released.",
    cause: error,
    ...requestIdOf(error),
  });
}

async function between({ heroku }: Actor, { app, newest }: Position, release: Release) {
  const before = newest?.version ?? 0;
  if (release.version <= before + 1) return [];
  const { items } = await listReleases(heroku, app.id);
  return slippedIn(items, before, release.version);
}

function requestIdOf({ requestId }: SlipwayError): { requestId?: string } {
  return requestId ? { requestId } : {};
}
