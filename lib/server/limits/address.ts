import { isIPv6 } from "node:net";

/** Set by this server on every request, whatever the client sent: Next does not say who is connected. */
export const ADDRESS_HEADER = "x-slipway-address";

/** The address that a request is counted by; null when it came over no connection, as in tests. */
export function addressOf(headers: Headers): string | null {
  return headers.get(ADDRESS_HEADER);
}

/**
 * The client's address: the one that is connected, or the one that the outermost of `trustedProxies` saw. What stands
 * further left in X-Forwarded-For anybody can write.
 */
export function clientAddress(connected: string, forwardedFor: string, trustedProxies: number): string {
  const seen = forwardedFor.split(",").map((part) => part.trim());
  const chain = [...seen.filter(Boolean), connected];
  return countedAs(chain[Math.max(0, chain.length - 1 - trustedProxies)] ?? connected);
}

/** One customer has a whole /64 of IPv6. */
function countedAs(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter(Boolean);
  const after = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - after.length).fill("0");
  const all = [...groups, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
  return `${all.slice(0, 4).join(":")}::/64`;
}
