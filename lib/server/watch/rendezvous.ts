import { hash } from "node:crypto";

/**
 * Returns the server that owns a key: the same on every server that knows of the same ones, by rendezvous hashing. When a
 * server leaves, only its own keys get another owner. Undefined without servers.
 */
export function ownerOf(key: string, servers: readonly string[]): string | undefined {
  let owner: string | undefined;
  let highest = "";
  for (const server of servers) {
    const weight = hash("sha1", `${server} ${key}`);
    if (owner === undefined || weight > highest) [owner, highest] = [server, weight];
  }
  return owner;
}
