// The upstream of all measurements: a Platform API with given builds, their output streams, and a counting storage. env PORT
//   /fast?bytes=N        N bytes of a log at the reader's speed, from Last-Event-Id on
//   /live?every=MS&secs=S   one line each MS, stamped T=<microseconds of the monotonic clock>; all at once after the end
//   /stats, /reset       connections to /live since the last reset
//   /_build?stream=PATH&pending=0|1   creates a build with that stream; pending until its stream has ended
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { LOG } from "./log.mjs";

const port = Number(process.env.PORT);
const origin = `http://127.0.0.1:${port}`;
const builds = new Map();
const live = { open: 0, peak: 0, total: 0 };
const now = new Date().toISOString();
const user = { id: randomUUID(), email: "bench@example.com" };
const app = { id: randomUUID(), name: "bench-app", owner: user, created_at: now, updated_at: now };

createServer((request, response) => {
  const url = new URL(request.url, origin);
  const path = url.pathname;
  if (request.method === "PUT") return take(request, response);
  if (path === "/fast") return fast(url, request, response);
  if (path === "/live") return tail(url, response);
  if (path === "/stats") return json(response, live);
  if (path === "/reset") return json(response, Object.assign(live, { peak: live.open, total: 0 }));
  if (path === "/_build") return json(response, build(url.searchParams));
  if (path === "/account") return json(response, { ...user, name: "Bench" });
  if (path === "/sources") {
    return json(response, { source_blob: { put_url: `${origin}/blob`, get_url: `${origin}/blob` } }, 201);
  }
  if (request.method === "POST" && path.endsWith("/builds")) {
    request.resume();
    return json(response, shown(build(new URLSearchParams({ stream: "/fast?bytes=1" })).id), 201);
  }
  const id = /\/builds\/([\w-]+)$/.exec(path)?.[1];
  if (id) return json(response, shown(id));
  return json(response, path.startsWith("/apps/") ? app : [], 200);
}).listen(port, "127.0.0.1", 4096);

function build(query) {
  const id = randomUUID();
  builds.set(id, { stream: query.get("stream"), pending: query.get("pending") === "1", log: "" });
  return { id };
}

function shown(id) {
  const { stream, pending } = builds.get(id);
  const status = pending ? "pending" : "succeeded";
  const url = `${origin}${stream}${stream.includes("?") ? "&" : "?"}build=${id}`;
  return { id, app, status, output_stream_url: url, user, created_at: now, updated_at: now };
}

function ended(url) {
  const build = builds.get(url.searchParams.get("build"));
  if (build) build.pending = false;
}

function fast(url, request, response) {
  const from = Number(request.headers["last-event-id"] ?? 0);
  let left = Number(url.searchParams.get("bytes")) - from;
  let at = from % LOG.length;
  response.writeHead(200, { "content-type": "text/plain" });
  const go = () => {
    while (left > 0) {
      const size = Math.min(65_536, left, LOG.length - at);
      const roomy = response.write(LOG.subarray(at, at + size));
      at = (at + size) % LOG.length;
      left -= size;
      if (!roomy) return response.once("drain", go);
    }
    ended(url);
    response.end();
  };
  go();
}

function tail(url, response) {
  const every = Number(url.searchParams.get("every"));
  const lines = (Number(url.searchParams.get("secs")) * 1000) / every;
  response.writeHead(200, { "content-type": "text/plain" });
  const kept = builds.get(url.searchParams.get("build"));
  if (kept?.pending === false) return response.end(kept.log);
  response.flushHeaders();
  live.open += 1;
  live.total += 1;
  live.peak = Math.max(live.peak, live.open);
  const begun = performance.now();
  let sent = 0;
  let timer;
  const tick = () => {
    const due = Math.min(lines, Math.floor((performance.now() - begun) / every));
    for (; sent < due; sent += 1) {
      const line = `T=${process.hrtime.bigint() / 1000n} npm http fetch GET 200 lodash/-/lodash-4.17.21.tgz 37ms\n`;
      response.write(line);
      if (kept) kept.log += line;
    }
    if (sent < lines) timer = setTimeout(tick, Math.max(0, begun + (sent + 1) * every - performance.now()));
    else {
      ended(url);
      response.end();
    }
  };
  tick();
  response.once("close", () => {
    live.open -= 1;
    clearTimeout(timer);
  });
}

function take(request, response) {
  let bytes = 0;
  request.on("data", (piece) => {
    bytes += piece.length;
  });
  request.once("end", () => json(response, { bytes }, request.headers["transfer-encoding"] ? 501 : 200));
}

function json(response, body, status = 200) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
