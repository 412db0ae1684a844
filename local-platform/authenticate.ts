import type { Context } from "./context";
import { ApiError } from "./http/api-error";
import { findAccount, findToken } from "./identity/tokens";
import type { AccountRow } from "./store/tables";

export type Caller = { account: AccountRow; scope: string[] };

/** Returns the caller, from `Bearer token` or `Basic` (`:token` or `user:token`). Throws 401 `unauthorized`. */
export async function authenticate(context: Context, header: string | undefined): Promise<Caller> {
  const secret = secretOf(header);
  const token = secret ? await findToken(context, secret, "access") : undefined;
  if (!token) throw new ApiError(401, "unauthorized", "Invalid credentials provided.");
  return { account: await findAccount(context, token.account_id), scope: token.scope.split(" ") };
}

function secretOf(header: string | undefined): string | undefined {
  const [, scheme = "", value = ""] = /^(\w+)\s+(\S+)$/.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const pair = Buffer.from(value, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}
