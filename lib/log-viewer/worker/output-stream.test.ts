import { EventEmitter } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { outputPath } from "@/lib/log-viewer/view/log/output-log";
import type { OutputSummary } from "@/lib/schemas/output";
import { follow, type OutputState, type OutputTiming } from "./output-stream";
import { summarySource } from "./output-summary";

const SOURCE = { app: "example-app", build: "5be01f2c-0000-4000-8000-000000000000" };
const QUICK: OutputTiming = { silent: 5_000, quiet: 5_000, firstRetry: 1, lastRetry: 4 };

type Answer = (response: ServerResponse, offset: number) => void;
type Server = { origin: string; offsets: number[]; close(): Promise<void> };

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Serves the output route and its summary. */
async function serve(answer: Answer, summary: (requests: number) => OutputSummary | number): Promise<Server> {
  const offsets: number[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname.endsWith("/summary")) {
      requests += 1;
      const body = summary(requests);
      if (typeof body === "number") return response.writeHead(body).end("{}");
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    }
    const offset = Number(url.searchParams.get("offset"));
    offsets.push(offset);
    return answer(response, offset);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const running = { origin: `http://127.0.0.1:${address.port}`, offsets, close };
  open.push(running);
  return running;
}

const complete = (bytes: number): OutputSummary => ({
  state: "complete",
  bytes,
  sha256: "a".repeat(64),
  complete: true,
  gap: null,
});

async function read(
  server: Server,
  timing = QUICK,
  onState: (state: OutputState) => void = () => undefined,
): Promise<{ bytes: Buffer; states: OutputState[] }> {
  const chunks: Uint8Array[] = [];
  const states: OutputState[] = [];
  await follow({
    pathFrom: (offset) => server.origin + outputPath(SOURCE, offset),
    summarySource: summarySource(SOURCE, server.origin),
    onBytes: (bytes) => chunks.push(bytes.slice()),
    onState: (state) => {
      states.push(state);
      onState(state);
    },
    signal: new AbortController().signal,
    timing,
  });
  return { bytes: Buffer.concat(chunks), states };
}

/** Inserts heartbeats between the bytes. */
function withHeartbeats(bytes: Uint8Array, every: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += every)
    parts.push(Uint8Array.of(0), bytes.subarray(at, at + every));
  return Buffer.concat(parts);
}

describe("follow", () => {
  test("delivers every byte exactly once for any cuts of the connection", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 4_000 }).map((bytes) => bytes.map((byte) => byte || 1)),
        fc.array(fc.record({ after: fc.nat({ max: 900 }), cleanly: fc.boolean() }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        async (output, cuts, every) => {
          const left = [...cuts];
          const server = await serve(
            (response, offset) => {
              const cut = left.shift();
              response.writeHead(200, { "content-type": "text/plain" });
              const rest = output.subarray(offset, cut ? offset + cut.after : undefined);
              response.write(withHeartbeats(rest, every), () => {
                if (cut && !cut.cleanly) response.destroy();
                else response.end();
              });
            },
            () =>
              left.length > 0 ? { ...complete(0), state: "live", complete: false } : complete(output.length),
          );
          const { bytes, states } = await read(server);
          expect(bytes.equals(Buffer.from(output))).toBe(true);
          expect(states.at(-1)).toMatchObject({ kind: "ended", bytes: output.length });
        },
      ),
      { numRuns: 40 },
    );
  });

  test("continues after the end of a body until the output is complete", async () => {
    const server = await serve(
      (response, offset) => response.end(offset === 0 ? "one\n" : "two\n"),
      (requests) =>
        requests === 1 ? { ...complete(4), state: "live", complete: false, sha256: null } : complete(8),
    );
    const { bytes, states } = await read(server);
    expect(bytes.toString()).toBe("one\ntwo\n");
    expect(server.offsets).toEqual([0, 4]);
    expect(states.map((state) => state.kind)).toEqual([
      "connecting",
      "waiting",
      "live",
      "reconnecting",
      "connecting",
      "live",
      "ended",
    ]);
  });

  test("continues when the summary has more bytes", async () => {
    const server = await serve(
      (response, offset) => response.end(offset === 0 ? "on" : "e\n"),
      () => complete(4),
    );
    expect((await read(server)).bytes.toString()).toBe("one\n");
  });

  test("reconnects after silence, which heartbeats interrupt", async () => {
    const server = await serve(
      (response, offset) => {
        response.writeHead(200);
        if (offset === 0) response.write("half");
        else response.end(" whole");
      },
      () => complete(10),
    );
    const { bytes } = await read(server, { ...QUICK, silent: 300 });
    expect(bytes.toString()).toBe("half whole");
    expect(server.offsets.at(-1)).toBe(4);
  });

  test("reports a quiet stream during heartbeats only", async () => {
    const quiet = new EventEmitter();
    const server = await serve(
      (response) => {
        response.writeHead(200);
        response.write("a line\n");
        const beat = setInterval(() => response.write(Uint8Array.of(0)), 5);
        quiet.once("quiet", () => {
          clearInterval(beat);
          response.end("another\n");
        });
      },
      () => complete(15),
    );
    const { states } = await read(server, { ...QUICK, quiet: 40 }, (state) => quiet.emit(state.kind));
    expect(states.map((state) => state.kind)).toEqual([
      "connecting",
      "waiting",
      "live",
      "quiet",
      "live",
      "ended",
    ]);
  });

  test("reports the gap of an incomplete output", async () => {
    const server = await serve(
      (response) => response.end("part"),
      () => ({ ...complete(4), state: "incomplete", complete: false, gap: { from: 4, to: null } }),
    );
    expect((await read(server)).states.at(-1)).toEqual({
      kind: "incomplete",
      bytes: 4,
      gap: { from: 4, to: null },
    });
  });

  test("retries after 503 and stops after 404", async () => {
    const busy = await serve(
      (response, offset) =>
        busy.offsets.length < 3 ? response.writeHead(503).end("busy") : response.end(`${offset}`),
      () => complete(1),
    );
    expect((await read(busy)).states.at(-1)?.kind).toBe("ended");
    const gone = await serve(
      (response) =>
        response.writeHead(404).end(JSON.stringify({ id: "not_found", message: "No.", request_id: "r1" })),
      () => complete(0),
    );
    expect((await read(gone)).states.at(-1)).toMatchObject({ kind: "failed", error: { id: "not_found" } });
  });

  test("requests the summary of an output that is stored already", async () => {
    const server = await serve(
      (response, offset) => (offset === 0 ? response.end("all") : response.writeHead(416).end()),
      (requests) => (requests === 1 ? 503 : complete(3)),
    );
    const { bytes, states } = await read(server);
    expect(bytes.toString()).toBe("all");
    expect(states.at(-1)).toMatchObject({ kind: "ended", bytes: 3 });
  });

  test("stops on abort", async () => {
    const server = await serve(
      (response) => {
        response.writeHead(200);
        response.write("x");
      },
      () => complete(1),
    );
    const controller = new AbortController();
    await follow({
      pathFrom: (offset) => server.origin + outputPath(SOURCE, offset),
      summarySource: summarySource(SOURCE, server.origin),
      onBytes: () => controller.abort(),
      onState: () => undefined,
      signal: controller.signal,
      timing: QUICK,
    });
    expect(server.offsets).toEqual([0]);
  });
});
