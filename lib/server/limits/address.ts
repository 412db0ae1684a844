import { isIPv6 } from "node:net";

/** Set by this server on every request, replacing the client's: Next does not expose the peer address. */
export const ADDRESS_HEADER = "x-slipway-address";

/** Returns the address under which a request is counted; null without a connection, as in tests. */
export function addressOf(headers: Headers): string | null {
  return headers.get(ADDRESS_HEADER);
}

/**
 * Returns the client's address: the peer's, or the one seen by the outermost of `trustedProxies`. Entries of
 * X-Forwarded-For further left can be forged.
 */
export function clientAddress(connected: string, forwardedFor: string, trustedProxies: number): string {
  const seen = forwardedFor.split(",").map((part) => part.trim());
  const chain = [...seen.filter(Boolean), connected];
  return countingKey(chain[Math.max(0, chain.length - 1 - trustedProxies)] ?? connected);
}

/** Returns the counting key of an address: IPv6 is counted by /64, the block of one customer. */
function countingKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter(Boolean);
  const after = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - after.length).fill("0");
  const all = [...groups, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
  return `${all.slice(0, 4).join(":")}::/64`;
}
