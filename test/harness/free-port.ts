import { once } from "node:events";
import { createServer } from "node:net";

// Below the ephemeral ports of the system: no other test's connection can take one in the meantime.
const FIRST = 20_000;
const COUNT = 10_000;
let next = (process.pid * 37) % COUNT;

/** Returns a port of 127.0.0.1 that is free and that no earlier call in this process has returned. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    const server = createServer();
    try {
      await once(server.listen(port, "127.0.0.1"), "listening");
    } catch {
      continue;
    }
    await once(server.close(), "close");
    return port;
  }
}
