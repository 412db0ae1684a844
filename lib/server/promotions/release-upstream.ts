import type { PromotionCreate } from "@/lib/schemas/promotion";
import { type Release, toRelease, UpstreamRelease } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import { didRun } from "@/lib/timeline/did-run";

type Body = { slug: string; description?: string } | { release: string };

/**
 * `POST /apps/:app/releases`: `slug` creates a release of that slug, `release` rolls back to it. Neither idempotent nor
 * conditional, so only `sendOnce` may call it.
 */
export async function postRelease(
  heroku: Heroku,
  app: string,
  body: Body,
  twoFactorCode?: PromotionCreate["two_factor_code"],
): Promise<Release> {
  const call = { params: { app }, body, schema: UpstreamRelease, twoFactorCode };
  const { data, at } = await heroku.request("createRelease", call);
  return toRelease(data, didRun(data, { newest: data.version, at, failed: false }));
}
