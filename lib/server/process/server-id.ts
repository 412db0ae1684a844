import { randomUUID } from "node:crypto";

declare global {
  var slipwayServerId: string | undefined;
}

/** Names this run of the server in the store: what another run left open can be told from what is under way. */
export function serverId(): string {
  globalThis.slipwayServerId ??= randomUUID();
  return globalThis.slipwayServerId;
}
