import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, Server, ServerResponse } from "node:http";
import { z } from "zod";
import { env } from "@/lib/server/env";
import { ADDRESS_HEADER, clientAddress } from "@/lib/server/limits/address";
import { limits } from "@/lib/server/limits/limits";
import { log } from "@/lib/server/log/log";
import { serveMetrics } from "@/lib/server/monitoring/serve-metrics";
import { endAll } from "@/lib/server/process/shutdown";
import { keepResuming } from "@/lib/server/promotions/resume";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { theWatch } from "@/lib/server/watch/process-watch";
import { keepTrust } from "@/lib/server/webhooks/trust";
import { endPageBody, endUnreadBody } from "@/lib/server/wire/end-unread-body";

const UPLOAD_MS = 2 * 60 * 60_000;
const EXIT_MS = 4_000;

/** The message of Node's diagnostics channel for a new request. */
const RequestStart = z.object({
  server: z.instanceof(Server),
  request: z.instanceof(IncomingMessage),
  response: z.instanceof(ServerResponse),
});

/** Checks the environment, prepares the store, and sets up request timeouts, background work and shutdown. */
export async function start(): Promise<void> {
  try {
    env();
    await prepareStore();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  prepareRequests();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, stop);
  stopWithLauncher(Number(process.env.SLIPWAY_LAUNCHER_PID));
  // Made now and not by the first viewer: it passes changes made through this server to the others.
  theWatch();
  // Not awaited: upstream may be slow.
  void keepResuming();
  void keepTrust();
  const { metrics } = env();
  if (metrics) serveMetrics(metrics);
  log.info({ mode: env().mode, url: env().publicUrl }, "Slipway is up");
}

/** Subscribes to every request before Next handles it. */
function prepareRequests(): void {
  const { trustedProxies } = env();
  subscribe("http.server.request.start", (message) => {
    const { server, request, response } = RequestStart.parse(message);
    // Node's default ends every request after 300 s, and `next start` has no option for it.
    if (server.requestTimeout !== UPLOAD_MS) server.requestTimeout = UPLOAD_MS;
    const forwardedFor = [request.headers["x-forwarded-for"] ?? []].flat().join(",");
    const connected = request.socket.remoteAddress ?? "";
    request.headers[ADDRESS_HEADER] = clientAddress(connected, forwardedFor, trustedProxies);
    endUnreadBody(request, response, limits.unreadBodyMs);
    endPageBody(request, limits.openBody.ms);
  });
}

function stop(): void {
  endAll();
  setTimeout(() => process.exit(0), EXIT_MS).unref();
}

/** Ends our process group when the launcher has exited. */
function stopWithLauncher(launcher: number): void {
  if (!launcher) return;
  // In development Next runs the server in a child of the launcher's child.
  const leader = process.ppid === launcher ? process.pid : process.ppid;
  const timer = setInterval(() => {
    if (isAlive(launcher)) return;
    clearInterval(timer);
    process.kill(process.platform === "win32" ? leader : -leader, "SIGTERM");
    stop();
  }, 500);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
