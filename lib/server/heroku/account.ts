import { UpstreamRateLimit } from "@/lib/schemas/account";
import type { Heroku } from "./client";

/** `GET /account/rate-limits`: calls left in the hourly bucket. Not counted against it. */
export async function getRateLimit(heroku: Heroku): Promise<number> {
  const { data } = await heroku.request("rateLimits", { schema: UpstreamRateLimit });
  return data.remaining;
}
