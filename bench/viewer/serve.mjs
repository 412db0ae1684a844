// Serves the pages of the viewer bench, and outputs under the product's routes.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { Readable } from "node:stream";
import { lines } from "./generate.mjs";

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8" };
const OUTPUT = /^\/api\/apps\/bench\/builds\/([\w-]+)\/output$/;

/** `pages`: the built pages; `data`: build-<size>.log files with their .json. Returns the origin and a stop function. */
export async function servePages({ pages, data, port = 0 }) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const [, build] = OUTPUT.exec(url.pathname.replace(/\/summary$/, "")) ?? [];
    if (build && url.pathname.endsWith("/summary")) return summary(response, data, build);
    if (build) return output(response, data, build, Number(url.searchParams.get("offset")));
    const file = join(pages, url.pathname === "/" ? "index.html" : url.pathname);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}

const ended = new Map();

function output(response, data, build, offset) {
  response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  const [, many] = /^numbered-(\d+)/.exec(build) ?? [];
  if (many) return numbered(response, build, Number(many));
  const [, megabytes] = /^one-line-(\d+)/.exec(build) ?? [];
  if (megabytes) return oneLine(response, build, Number(megabytes) * 1e6);
  const [, rate, seconds] = /^live-(\d+)-(\d+)/.exec(build) ?? [];
  if (rate) return live(response, build, Number(rate), Number(seconds));
  const file = join(data, `build-${basename(build)}.log`);
  return createReadStream(file, { start: offset, highWaterMark: 256 << 10 }).pipe(response);
}

/** Streams lines at a rate, each with its send time. */
function live(response, build, rate, seconds) {
  const source = lines(7);
  const began = Date.now();
  let sent = 0;
  let bytes = 0;
  const write = (text) => {
    bytes += Buffer.byteLength(text.replaceAll("\0", ""));
    response.write(text);
  };
  const timer = setInterval(() => {
    const now = Date.now();
    const due = Math.min(rate * seconds, Math.floor(((now - began) / 1_000) * rate));
    let text = "";
    for (; sent < due; sent += 1) text += `T=${now} n=${sent} ${source.next().value}\n`;
    if (text !== "") write(text);
    if (sent < rate * seconds) return;
    clearInterval(timer);
    write("END-OF-LOG\n");
    ended.set(build, bytes);
    response.end();
  }, 10);
  response.on("close", () => clearInterval(timer));
}

/** Streams short numbered lines. */
function numbered(response, build, lines) {
  const part = function* () {
    for (let line = 0; line < lines; line += 5_000) {
      const numbers = Array.from({ length: Math.min(5_000, lines - line) }, (_, index) => line + index + 1);
      yield Buffer.from(numbers.map((number) => `line ${number}\n`).join(""));
    }
  };
  return send(response, build, part());
}

/** Streams a single line of this many bytes. */
function oneLine(response, build, bytes) {
  const part = Buffer.from("word after word ".repeat(4_096));
  return send(
    response,
    build,
    Array.from({ length: Math.ceil(bytes / part.length) }, () => part),
  );
}

function send(response, build, parts) {
  let bytes = 0;
  const counted = Readable.from(parts).on("data", (part) => {
    bytes += part.length;
  });
  counted.on("end", () => ended.set(build, bytes));
  return counted.pipe(response);
}

function summary(response, data, build) {
  const file = join(data, `build-${basename(build)}.log.json`);
  const facts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { bytes: ended.get(build) ?? 0 };
  const done = existsSync(file) || ended.has(build);
  const body = {
    state: done ? "complete" : "live",
    bytes: facts.bytes - (facts.nuls ?? 0),
    sha256: facts.sha256 ?? null,
    complete: done,
    gap: null,
  };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
