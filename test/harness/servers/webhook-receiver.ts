import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";

export type Received = { headers: IncomingHttpHeaders; raw: Buffer<ArrayBuffer>; path: string };

export type WebhookReceiver = {
  url: string;
  /** In the order of arrival. */
  received: Received[];
  stop(): void;
};

/** Starts a server that records requests. `answer` gives the status of each, 204 by default; null closes the connection. */
export async function receiveWebhooks(
  answer: (received: Received, count: number) => number | null | Promise<number> = () => 204,
  port = 0,
): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const raw = Buffer.from(await buffer(request));
    const one = { headers: request.headers, raw, path: request.url ?? "" };
    received.push(one);
    const status = await answer(one, received.length);
    if (status === null) request.socket.destroy();
    else response.writeHead(status).end();
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  const address = server.address();
  const at = address && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${at}/hooks`,
    received,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
