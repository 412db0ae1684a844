import { isIP } from "node:net";
import { isLoopback } from "@/lib/server/env";
import { isPrivateAddress } from "@/lib/server/heroku/upstream-url";

/**
 * Returns the reason why upstream cannot deliver to this server; null if it can. A local platform reaches every
 * address of this machine; Heroku needs https and a public host.
 */
export function obstacleTo(publicUrl: string, herokuApiUrl: string): string | null {
  const api = new URL(herokuApiUrl);
  if (api.protocol === "http:" || isLoopback(api.hostname)) return null;
  const { protocol, hostname } = new URL(publicUrl);
  const far = isPublicName(hostname);
  if (protocol === "https:" && far) return null;
  const why = far ? "does not begin with https" : "is an address inside your own network";
  return `Heroku cannot tell Slipway anything at ${publicUrl}: it ${why}.`;
}

function isPublicName(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) return !isPrivateAddress(bare);
  return bare.includes(".") && !/\.(local|localhost|internal|lan|home|test|invalid|example)$/i.test(bare);
}
