import { once } from "node:events";
import { connect, createServer } from "node:net";
import { wait } from "@/lib/async";

/** Returns a free loopback port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

/** Resolves to true when the port accepts connections, to false if the signal aborts first. */
export async function acceptsConnections(port: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await connects(port)) return true;
    await wait(50, signal);
  }
  return false;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
