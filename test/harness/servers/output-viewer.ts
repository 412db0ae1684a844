import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Heroku } from "@/lib/server/heroku/client";
import { Hub } from "@/lib/server/output/hub";
import { type OutputLimits, outputLimits } from "@/lib/server/output/limits";
import { OutputCache } from "@/lib/server/output/output-cache";
import type { OutputFacts, OutputSource } from "@/lib/server/output/source";
import { Subscriber } from "@/lib/server/output/subscriber";
import { servePagesApi } from "./pages-api-server";
import { type Script, type StreamServer, streamServer } from "./stream-server";

const quick: OutputLimits = {
  ...outputLimits,
  idleMs: 400,
  retryMs: { first: 5, longest: 20 },
  pollMs: 5,
  waitingMs: 2_000,
  stuckMs: 400,
  statusPollMs: 100,
  heartbeatMs: 20,
  graceMs: 50,
};

const cleanups: (() => Promise<void>)[] = [];

/** Stops and removes everything that was created. */
export async function closeOutputs(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export type OpenOutput = { hub: Hub; source: OutputSource; server: StreamServer };

/** Creates an output whose stream is a real server; `facts` returns the API's nth response. */
export async function openOutput(
  script: (connection: number, asked: IncomingHttpHeaders) => Script,
  facts: (question: number, server: StreamServer) => Partial<OutputFacts> | Error,
  limits: Partial<OutputLimits> = {},
  otherHost = "",
): Promise<OpenOutput> {
  const folder = await mkdtemp(join(tmpdir(), "hub-test-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const server = await streamServer(script);
  cleanups.push(() => server.close());
  let asked = 0;
  const read = (): OutputFacts => {
    const answer = facts(asked, server);
    asked += 1;
    if (answer instanceof Error) throw answer;
    return { url: server.url, pending: false, ...answer };
  };
  const hub = new Hub({
    cache: new OutputCache(folder, 1024 * 1024),
    limits: { ...quick, ...limits },
    hosts: () => new Set([server.host, otherHost]),
    now: () => Date.now(),
  });
  cleanups.push(() => hub.close());
  const source = { key: "build 1", facts: read(), readFacts: async () => read() };
  return { hub, source, server };
}

const grant = {
  id: "g",
  accountId: "a",
  scope: "global",
  accessToken: async () => "token",
  refreshAfter401: async () => "token",
};
/** Returns a client that makes no calls. */
export const heroku: Heroku = {
  grant,
  apiUrl: "http://127.0.0.1",
  request: () => Promise.reject(new Error("not asked")),
};

const signedIn = { id: "s", stillSignedIn: async () => true };

type Looking = { offset?: number; session?: typeof signedIn; signal?: AbortSignal };

/** Opens the output through a real connection. */
export async function look(
  { hub, source }: OpenOutput,
  { offset = 0, session = signedIn, signal }: Looking = {},
): Promise<Response> {
  const stream = await hub.acquire(source, heroku);
  const server = await servePagesApi(async (_request, response) => {
    const onGone = (): void => hub.release(source, stream);
    new Subscriber(stream, response, { offset, heroku, session, sessionMs: 20, onGone });
  });
  const answer = await fetch(server.url, { signal: signal ?? null });
  server.closeWhenIdle();
  return answer;
}

/** Returns what one viewer receives, and the number of NULs in it. */
export async function view(
  here: OpenOutput,
  offset = 0,
  session = signedIn,
): Promise<{ text: Buffer; nuls: number }> {
  const all = Buffer.from(await (await look(here, { offset, session })).arrayBuffer());
  const text = Buffer.from(all.filter((byte) => byte !== 0));
  return { text, nuls: all.length - text.length };
}

/** Reads payload bytes up to a number, then closes the connection. */
export async function readUntil(answer: Response, enough: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer.body ?? []) {
    const payload = Buffer.from(piece.filter((byte: number) => byte !== 0));
    pieces.push(payload);
    bytes += payload.length;
    if (bytes >= enough) break;
  }
  return Buffer.concat(pieces);
}

/** Returns the summary of an output that has ended. */
export async function summaryOf({ hub, source }: OpenOutput) {
  const stream = await hub.acquire(source, heroku);
  while (stream.end === undefined) await stream.changed(1_000);
  hub.release(source, stream);
  return stream.summary();
}

export const LOG = Buffer.from(
  "-----> Node.js app detected\r\n       äöü \u001b[31mred\u001b[0m\n       done\n",
);

/** Cuts bytes into pieces of the given sizes in turn, with a NUL before, inside or after each. */
export function withNuls(bytes: Buffer, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const piece = bytes.subarray(from, from + size);
    const at = turn % (piece.length + 1);
    pieces.push(Buffer.concat([piece.subarray(0, at), Buffer.alloc(1), piece.subarray(at)]));
    from += size;
  }
  return pieces;
}
