import { mayReleaseAgain } from "@/lib/apps/release-again";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";
import type { Position } from "./position";

/** Throws `same_slug` when an app runs this slug already and neither its newest release failed nor its dynos crashed. */
export async function checkSameSlug(heroku: Heroku, position: Position, slug: string): Promise<void> {
  const { app, current, newest } = position;
  if (current?.slug?.id !== slug || mayReleaseAgain({ current, newest, dynos: [] })) return;
  const { items: dynos } = await listDynos(heroku, app.id);
  if (mayReleaseAgain({ current, newest, dynos })) return;
  throw new SlipwayError("same_slug", {
    detail: `${app.name} runs that slug already, as v${current.version}.`,
  });
}
