import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Received } from "./webhook-receiver";

type RouteHandler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

export type WebhookEndpoint = {
  url: string;
  /** Each delivery with the status of the handler's response, in the order of the responses. */
  delivered: (Received & { status: number })[];
  /** True cuts connections. */
  down: boolean;
  stop(): void;
};

/** Starts an HTTP server that passes deliveries to the route handler, as Next does. */
export async function serveWebhookEndpoint(handler: RouteHandler): Promise<WebhookEndpoint> {
  const server = createServer(async (request, response) => {
    const raw = Buffer.from(await buffer(request));
    if (state.down) return request.socket.destroy();
    const path = request.url ?? "/";
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const id = decodeURIComponent(path.split("/").at(-1) ?? "");
    const ours = new Request(state.url + path, { method: request.method ?? "POST", headers, body: raw });
    const answer = await handler(ours, { params: Promise.resolve({ id }) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
    state.delivered.push({ headers: request.headers, raw, path, status: answer.status });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const state: WebhookEndpoint = {
    url: `http://127.0.0.1:${port}`,
    delivered: [],
    down: false,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return state;
}
