import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

/** What one connection receives: a refusal, or pieces and how the connection ends after them. */
export type Script =
  | { status: number; body?: string }
  | { status?: 206; pieces: (Buffer | string)[]; ends: "end" | "cut" | "hang" };

export type StreamServer = {
  url: string;
  host: string;
  /** Number of connections so far, and of those open now. */
  opened(): number;
  open(): number;
  close(): Promise<void>;
};

/** Starts an HTTP server whose nth connection is answered by `script`. */
export async function streamServer(
  script: (connection: number, asked: IncomingHttpHeaders) => Script,
): Promise<StreamServer> {
  let opened = 0;
  let open = 0;
  const server = createServer((request, response) => {
    const connection = opened;
    opened += 1;
    open += 1;
    response.once("close", () => {
      open -= 1;
    });
    play(script(connection, request.headers), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/stream`,
    host: `127.0.0.1:${port}`,
    opened: () => opened,
    open: () => open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function play(script: Script, response: ServerResponse): void {
  if (!("pieces" in script)) {
    response.writeHead(script.status, { "content-type": "text/plain" }).end(script.body);
    return;
  }
  response.writeHead(script.status ?? 200, { "content-type": "text/plain; charset=utf-8" });
  response.flushHeaders();
  const pieces = [...script.pieces];
  const next = (): void => {
    const piece = pieces.shift();
    if (piece !== undefined) response.write(piece, () => setImmediate(next));
    else if (script.ends === "end") response.end();
    else if (script.ends === "cut") response.destroy();
  };
  next();
}
