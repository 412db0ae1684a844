import "server-only";
import { createServer, type Server } from "node:http";
import { log } from "@/lib/server/log/log";
import { perProcess } from "@/lib/server/process/per-process";
import { onShutdown } from "@/lib/server/process/shutdown";
import { createRegistry } from "./registry";

const running = perProcess("metrics-server", (): { server?: Server } => ({}));

/**
 * Serves `GET /metrics` on a port of its own. It has no authentication, so it listens on loopback by default. A port
 * that cannot be opened is logged and does not stop the server.
 */
export function serveMetrics({ host, port }: { host: string; port: number }): Server {
  const { server: existing } = running();
  if (existing) return existing;
  const registry = createRegistry();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://metrics");
    if (pathname !== "/metrics") return response.writeHead(404).end();
    if (request.method !== "GET") return response.writeHead(405, { allow: "GET" }).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      (error: unknown) => {
        log.warn({ err: String(error) }, "The metrics could not be collected");
        response.writeHead(500).end();
      },
    );
  });
  server.on("error", (error) => log.error({ err: error.message }, `METRICS_PORT ${port} cannot be opened`));
  server.listen(port, host);
  server.unref();
  onShutdown(() => server.close());
  running.set({ server });
  return server;
}
