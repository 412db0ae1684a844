import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { groupRuns } from "@/local-platform/engine/processes/process-groups";
import { Launched } from "@/test/harness/launched-product";

const STOP_MS = 6_000;
/** Stands in for npm and Next: ignores SIGTERM, like its child, and prints its pids. */
const STUBBORN = `
  process.on("SIGTERM", () => {});
  const { spawn } = await import("node:child_process");
  spawn("sh", ["-c", "trap '' TERM; while :; do sleep 0.05; done"]);
  (await import("node:fs")).writeFileSync(process.env.PID_FILE, String(process.pid));
  setInterval(() => {}, 1000);`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "slipway-steps-"));
  cpSync("scripts", join(root, "scripts"), { recursive: true });
  write("package.json", '{"type":"module"}');
  write("package-lock.json", '{"packages":{"":{}}}');
  write("node_modules/esbuild/package.json", '{"type":"module","exports":"./index.js"}');
  write("node_modules/esbuild/index.js", "export const build = async () => {};");
  write("node_modules/next/package.json", '{"type":"module"}');
  write("node_modules/next/dist/bin/next", STUBBORN);
  write("npm.mjs", STUBBORN);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test.each([
  ["npm ci", "Installing", () => {}],
  ["next build", "Building", () => write("node_modules/.package-lock.json", '{"packages":{}}')],
])(
  "SIGTERM while %s runs ends it and all that it started within six seconds",
  async (_name, says, prepare) => {
    prepare();
    const file = join(root, "pid");
    const launched = new Launched([process.execPath, join(root, "scripts/start.mjs")], join(root, "data"), {
      PID_FILE: file,
      npm_execpath: join(root, "npm.mjs"),
    });
    await launched.printed(new RegExp(says));

    const written = () => readFile(file, "utf8").catch(() => "");
    await expect.poll(written, { timeout: 10_000 }).toMatch(/^\d+$/);
    const leader = Number(await written());
    expect(await groupRuns(leader)).toBe(true);
    const begun = performance.now();
    launched.child.kill("SIGTERM");
    expect(await launched.ended()).toBe(0);
    await expect.poll(() => groupRuns(leader)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(STOP_MS);
  },
);
