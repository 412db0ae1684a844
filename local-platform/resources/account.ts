import { notFound } from "@/local-platform/http/api-error";
import type { AccountRow } from "@/local-platform/store/tables";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

function present(account: AccountRow) {
  return {
    allow_tracking: false,
    beta: false,
    country_of_residence: null,
    created_at: formatTime(account.created_at),
    default_organization: null,
    default_team: null,
    delinquent_at: null,
    email: account.email,
    federated: false,
    id: account.id,
    identity_provider: null,
    last_login: formatTime(account.updated_at),
    name: account.name,
    sms_number: null,
    suspended_at: null,
    two_factor_authentication: false,
    updated_at: formatTime(account.updated_at),
    verified: true,
  };
}

/** Accepts `~`, the caller's id, or email; other accounts cannot be read. */
export function requireSelf(call: Call): AccountRow {
  const asked = call.param("account");
  if (asked === "~" || asked === call.account.id || asked === call.account.email) return call.account;
  throw notFound("account");
}

export const accountEndpoints: Endpoint[] = [
  { method: "GET", path: "/account", needs: "identity", handle: async (call) => present(call.account) },
  {
    method: "GET",
    path: "/account/rate-limits",
    needs: "any",
    free: true,
    handle: async (call) => ({ remaining: call.limiter.remaining(call.account.id) }),
  },
  {
    method: "GET",
    path: "/users/:account",
    needs: "identity",
    handle: async (call) => present(requireSelf(call)),
  },
];
