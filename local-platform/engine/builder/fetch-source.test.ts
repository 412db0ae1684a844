import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchSource, shownUrl } from "./fetch-source";

const limits = { redirects: 2, fetchMs: 2000, sourceBytes: 1000 };
let root: string;
let server: Server;
let answer: RequestListener;
let origin: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "slipway-fetch-"));
  server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await rm(root, { recursive: true, force: true });
});

const file = () => join(root, "source.tgz");
const fetchPath = (path: string, more: Partial<typeof limits> = {}, signal = new AbortController().signal) =>
  fetchSource(`${origin}${path}`, file(), { ...limits, ...more }, signal);

test("stores the bytes unchanged, even with a content encoding", async () => {
  const bytes = gzipSync("hello");
  answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(await fetchPath("/a")).toEqual({ bytes: bytes.length, sha256 });
  expect(Buffer.compare(await readFile(file()), bytes)).toBe(0);
});

test("follows redirects, including relative ones, up to the limit", async () => {
  answer = (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end("x");
    else response.writeHead(302, { location: `./${left - 1}` }).end();
  };
  expect((await fetchPath("/2")).bytes).toBe(1);
  await expect(fetchPath("/3")).rejects.toThrow("redirected too often");
});

test("rejects a redirect to another protocol", async () => {
  answer = (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end();
  await expect(fetchPath("/")).rejects.toThrow("not an http or https URL");
});

test("reports a web page and the target of a redirect, whatever its content type is", async () => {
  answer = (request, response) => {
    if (request.url === "/private.tar.gz?token=1")
      return response.writeHead(302, { location: "/sign_in?to=1" }).end();
    const type = request.url === "/untyped" ? "application/octet-stream" : "text/html; charset=utf-8";
    return response.writeHead(200, { "content-type": type }).end("<!DOCTYPE html><title>Sign in</title>");
  };
  await expect(fetchPath("/private.tar.gz?token=1")).rejects.toMatchObject({
    lines: [
      `The address ${origin}/private.tar.gz answered a web page after a redirect to ${origin}/sign_in, not a tarball.`,
      expect.stringContaining("a token in it or a public link"),
    ],
  });
  await expect(fetchPath("/page")).rejects.toThrow("answered a web page, not a tarball");
  await expect(fetchPath("/untyped")).rejects.toThrow("answered a web page, not a tarball");
});

test("accepts gzip with an HTML content type", async () => {
  answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end(gzipSync("x"));
  expect((await fetchPath("/")).bytes).toBeGreaterThan(0);
});

test("rejects a source that is too large, by its content length and while it arrives", async () => {
  answer = (_, response) => response.end(Buffer.alloc(1001));
  await expect(fetchPath("/")).rejects.toThrow("larger than 1.0K");
  answer = (_, response) => {
    response.write(Buffer.alloc(600));
    response.end(Buffer.alloc(600));
  };
  await expect(fetchPath("/")).rejects.toThrow("larger than 1.0K");
});

test("reports a server that stalls or disconnects", async () => {
  answer = (_, response) => response.write("x");
  await expect(fetchPath("/slow", { fetchMs: 100 })).rejects.toThrow(`${origin}/slow did not arrive within`);
  answer = (request, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("x", () => request.destroy());
  };
  await expect(fetchPath("/")).rejects.toThrow("could not be fetched");
});

test("reports a rejected URL without its query", async () => {
  answer = (_, response) => response.writeHead(403).end();
  const failure = await fetchPath("/a.tgz?token=secret").catch((error) => error);
  expect(failure.lines.join("\n")).toContain(`${origin}/a.tgz could not be fetched: HTTP 403`);
  expect(failure.lines.join("\n")).toContain("valid for one hour");
  expect(failure.lines.join("\n")).not.toContain("secret");
  expect(shownUrl("https://me:password@example.com/a?b")).toBe("https://example.com/a");
});

test("an abort ends the download with the abort reason", async () => {
  const controller = new AbortController();
  answer = (_, response) => {
    response.write("x");
    controller.abort("canceled");
  };
  await expect(fetchPath("/", {}, controller.signal)).rejects.toBe("canceled");
});

test("uses the proxy for remote URLs but not for uploads on this machine", async () => {
  vi.stubEnv("HTTP_PROXY", origin);
  vi.stubEnv("NO_PROXY", "direct.example");
  const asked: (string | undefined)[] = [];
  answer = (request, response) => {
    asked.push(request.url);
    response.end("x");
  };
  await fetchSource("http://source.example/a.tgz", file(), limits, new AbortController().signal);
  await fetchPath("/b.tgz");
  expect(asked).toEqual(["http://source.example/a.tgz", "/b.tgz"]);
  vi.unstubAllEnvs();
});
