import { Account, UpstreamAccount, UpstreamRateLimit } from "@/lib/schemas/account";
import type { Heroku } from "./client";

/** `GET /account`: whose grant this is. */
export async function getAccount(heroku: Heroku): Promise<Account> {
  const { data } = await heroku.request("account", { schema: UpstreamAccount });
  return Account.parse(data);
}

/** `GET /account/rate-limits`: calls left; asking costs none. */
export async function getRateLimit(heroku: Heroku): Promise<number> {
  const { data } = await heroku.request("rateLimits", { schema: UpstreamRateLimit });
  return data.remaining;
}
