import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What storage received: number of bytes, their SHA-256, and the headers covered by signatures. */
export type Taken = {
  bytes: number;
  sha256: string;
  length: string | undefined;
  type: string | undefined;
  chunked: boolean;
};

/** How storage handles the next PUT. */
export type Behaviour = "takes" | "dawdles" | "refuses" | "dies";

export type UploadUpstream = {
  url: string;
  taken: Taken[];
  /** Bytes of PUTs so far. */
  received(): number;
  /** Connections of PUTs that are open now. */
  open(): number;
  behave(how: Behaviour): void;
  /** Time when storage last refused or failed, in ms of `performance.now()`; 0 before. */
  failedAt(): number;
  builds(): number;
  close(): Promise<void>;
};

const now = new Date().toISOString();
const user = { id: "01234567-89ab-4def-8123-456789abcdef", email: "ada@example.com", name: "Ada" };
const app = { id: "11234567-89ab-4def-8123-456789abcdef", name: "sink", owner: user };
const build = { id: "21234567-89ab-4def-8123-456789abcdef", app, status: "pending", user };

/** Starts a Platform API with one app, and a storage that hashes uploads and keeps nothing. */
export async function startUploadUpstream(): Promise<UploadUpstream> {
  const taken: Taken[] = [];
  let open = 0;
  let builds = 0;
  let behaviour: Behaviour = "takes";
  let failedAt = 0;
  let received = 0;
  const fails = (): void => {
    failedAt = performance.now();
  };
  const server = createServer((request, response) => {
    if (request.method === "PUT") {
      open += 1;
      request.socket.once("close", () => {
        open -= 1;
      });
      request.on("data", (piece: Buffer) => {
        received += piece.length;
      });
      receive(request, response, { how: behaviour, taken, fails });
      return;
    }
    request.resume();
    const made = request.method === "POST" && request.url?.endsWith("/builds");
    if (made) builds += 1;
    const blob = `http://${request.headers.host}/blob`;
    const times = { created_at: now, updated_at: now };
    const answers: Record<string, object> = {
      "/account": user,
      "/sources": { source_blob: { put_url: blob, get_url: blob } },
    };
    const found = answers[request.url ?? ""] ?? { ...(made ? build : app), ...times };
    response.writeHead(request.method === "POST" ? 201 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    received: () => received,
    open: () => open,
    behave: (how) => {
      behaviour = how;
    },
    failedAt: () => failedAt,
    builds: () => builds,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Receiving = { how: Behaviour; taken: Taken[]; fails: () => void };

function receive(request: IncomingMessage, response: ServerResponse, { how, taken, fails }: Receiving): void {
  const hash = createHash("sha256");
  let bytes = 0;
  if (how === "refuses") {
    fails();
    request.resume();
    response
      .writeHead(503, { "content-type": "application/xml" })
      .end("<Error><Code>SlowDown</Code></Error>");
    return;
  }
  request.on("data", (piece: Buffer) => {
    bytes += piece.length;
    hash.update(piece);
    if (how === "dawdles") {
      request.pause();
      setTimeout(() => request.resume(), 1);
    }
    if (how !== "dies" || bytes < 1_000_000) return;
    fails();
    request.destroy();
  });
  request.once("end", () => {
    const { "content-length": length, "content-type": type, "transfer-encoding": transfer } = request.headers;
    taken.push({ bytes, sha256: hash.digest("hex"), length, type, chunked: transfer !== undefined });
    response.writeHead(200).end();
  });
}
