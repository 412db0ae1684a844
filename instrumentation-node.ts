import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { endAll } from "@/lib/server/shutdown";
import { prepareStore } from "@/lib/server/store/db";

const UPLOAD_MS = 2 * 60 * 60_000;
const EXIT_MS = 4_000;

/** Checks the environment, prepares the store, lets uploads last and lets streams end when the server stops. */
export async function start(): Promise<void> {
  try {
    env();
    await prepareStore();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  allowLongUploads();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  log.info({ mode: env().mode, url: env().publicUrl }, "Slipway is up");
}

/** Node ends every request after 300 s unless told otherwise, and `next start` has no flag for it. */
function allowLongUploads(): void {
  subscribe("http.server.request.start", (message) => {
    const server = message && typeof message === "object" && "server" in message ? message.server : undefined;
    if (server instanceof Server && server.requestTimeout !== UPLOAD_MS) server.requestTimeout = UPLOAD_MS;
  });
}

function stop(): void {
  endAll();
  setTimeout(() => process.exit(0), EXIT_MS).unref();
}
