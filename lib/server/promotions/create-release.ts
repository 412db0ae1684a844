import { SlipwayError } from "@/lib/errors/slipway-error";
import type { CreatedRelease } from "@/lib/schemas/promotion";
import type { Release, ReleaseCreate } from "@/lib/schemas/release";
import { touchApp } from "@/lib/server/changes";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { getRelease, postRelease } from "@/lib/server/heroku/releases";
import { checkHolds, recordOverrides } from "@/lib/server/holds/check-holds";
import type { Actor } from "./actor";
import { endAttempt, type Pinned } from "./attempts";
import { claimApps, dropClaims, resolveAttempt } from "./claims";
import { type SendLimits, sendLimits } from "./limits";
import { artifactsOf } from "./match-release";
import {
  checkNotExpired,
  checkSameSlug,
  conflict,
  describeChange,
  type Position,
  positionChanged,
  readPosition,
} from "./recheck";
import { type Sent, sendOnce } from "./send-once";
import { createdMeanwhile } from "./store-release";

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
): Promise<CreatedRelease> {
  const { heroku, user } = actor;
  const { id, name } = await getApp(heroku, appName);
  const app = { id, name };
  const { slug, override } = body;
  const holds = slug === undefined ? [] : await checkHolds({ apps: [id], slug, override });
  const claims = await claimApps(actor, [app], slug === undefined ? "rollback" : "slug", limits);
  try {
    const position = await readPosition(heroku, app, limits);
    if (positionChanged(position, body.expected_current)) {
      throw conflict([await describeChange(heroku, position, "target", body.expected_current)]);
    }
    const { pinned, call } = await prepareCall(heroku, position, body);
    const newest = position.newest?.version ?? 0;
    const versions = new Map([[id, newest]]);
    const sent = await sendOnce({ heroku, attempts: claims, pinned, newest: versions, limits, call });
    const release = await releaseOf(heroku, position, sent, limits);
    if (override !== undefined)
      await recordOverrides(holds, { app: id, reason: override, by: user, created: { release: release.id } });
    return { ...release, slipped_in: await createdMeanwhile(heroku, id, newest, release.version) };
  } finally {
    await dropClaims(claims);
    touchApp(id);
  }
}

/** Returns what to release and the call that releases it. */
async function prepareCall(
  heroku: Heroku,
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
      call: () => postRelease(heroku, app.id, body, two_factor_code).catch(slugNotFound),
    };
  }
  if (release === undefined) throw new SlipwayError("internal");
  const target = await getRelease(heroku, app.id, release);
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
async function releaseOf(
  heroku: Heroku,
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
  const { requestId } = sent.unanswered;
  const release = await resolveAttempt(heroku, attempt, limits).catch((cause: unknown) => {
    throw new SlipwayError("upstream_timeout", { cause, requestId });
  });
  if (release) return release;
  throw new SlipwayError("upstream_unavailable", {
    detail: `Heroku did not answer, and nothing was created: v${newest?.version ?? 0} is still the newest release of ${app.name}.`,
    cause: sent.unanswered,
    requestId,
  });
}

/** The app was just read, so a 404 of upstream concerns the slug. */
function slugNotFound(error: unknown): never {
  if (!(error instanceof SlipwayError) || error.id !== "not_found") throw error;
  throw new SlipwayError("release_expired", {
    detail: "Heroku no longer has this slug; nothing was released.",
    cause: error,
    requestId: error.requestId,
  });
}
