import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Received } from "./webhook-receiver";

type Door = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>;

export type DeliveryDoor = {
  url: string;
  /** What came in and how the door answered, in the order of the answers. */
  delivered: (Received & { status: number })[];
  /** While true, nobody is at home: connections are cut. */
  down: boolean;
  stop(): void;
};

/** A server of Node's own with our door for deliveries behind it, as Next would call it. */
export async function serveDeliveries(door: Door): Promise<DeliveryDoor> {
  const server = createServer(async (request, response) => {
    const raw = Buffer.from(await buffer(request));
    if (state.down) return request.socket.destroy();
    const path = request.url ?? "/";
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const id = decodeURIComponent(path.split("/").at(-1) ?? "");
    const ours = new Request(state.url + path, { method: request.method ?? "POST", headers, body: raw });
    const answer = await door(ours, { params: Promise.resolve({ id }) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
    state.delivered.push({ headers: request.headers, raw, path, status: answer.status });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const state: DeliveryDoor = {
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
