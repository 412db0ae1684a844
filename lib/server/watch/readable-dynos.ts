import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Dyno } from "@/lib/schemas/dyno";
import type { Heroku } from "@/lib/server/heroku/client";
import { listDynos } from "@/lib/server/heroku/dynos";

/** Returns an app's dynos; null when the account has no access to them. */
export async function dynosOrNull(heroku: Heroku, app: string): Promise<Dyno[] | null> {
  try {
    return (await listDynos(heroku, app)).items;
  } catch (error) {
    if (error instanceof SlipwayError && (error.id === "forbidden" || error.id === "missing_scope"))
      return null;
    throw error;
  }
}
