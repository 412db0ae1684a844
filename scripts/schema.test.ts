import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

const run = promisify(execFile);
const schema = JSON.stringify({ definitions: { app: { links: [{ href: "/apps", method: "GET" }] } } });
const server = createServer((request, response) => {
  if (request.url === "/schema" && /version=3/.test(request.headers.accept ?? "")) response.end(schema);
  else if (request.url === "/page") response.end("<!doctype html>");
  else response.writeHead(503).end();
});
let origin = "";
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-schema-"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const download = (path: string) =>
  run(process.execPath, [resolve("scripts/schema.mjs"), "--from", origin + path], { cwd: folder });

test("a page or a failure is reported, and nothing is written", async () => {
  await expect(download("/page")).rejects.toThrow("did not return a JSON schema");
  await expect(download("/absent")).rejects.toThrow("it returned 503");
  expect(existsSync(join(folder, ".schema"))).toBe(false);
});

test("the schema is stored unchanged in the ignored folder", async () => {
  expect((await download("/schema")).stdout).toContain("1 endpoints");
  expect(readFileSync(join(folder, ".schema/platform-api-schema.json"), "utf8")).toBe(schema);
});
