import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createBuildReport } from "@/local-platform/engine/builder/build-report";
import { detectLanguage } from "./languages";
import { nodejs } from "./nodejs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-nodejs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Builds an app of these files; tells which commands it asked for and what it said. */
async function build(manifest: Record<string, unknown> | string, files: string[] = []) {
  const text = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
  await writeFile(join(folder, "package.json"), text);
  for (const file of files) await writeFile(join(folder, file), "");
  const commands: string[] = [];
  let output = "";
  const report = createBuildReport(async (data) => {
    output += Buffer.from(data).toString();
  }, 1000);
  const run = async (line: string) => void commands.push(line);
  const processTypes = await nodejs.build({ folder, report, run });
  return { commands, output, processTypes };
}

const dependencies = { express: "5.1.0" };

test("a package.json is recognized", async () => {
  expect(await detectLanguage(folder)).toBeNull();
  await writeFile(join(folder, "package.json"), "{}");
  expect((await detectLanguage(folder))?.name).toBe("Node.js");
});

test("npm ci with a lockfile, all scripts in Heroku's order, development dependencies in and out again", async () => {
  const scripts = { "heroku-prebuild": "a", "heroku-postbuild": "b", build: "c", start: "node ." };
  const built = await build({ dependencies, scripts }, ["package-lock.json"]);
  expect(built.commands).toEqual([
    "npm run heroku-prebuild",
    "npm ci --include=dev",
    "npm run heroku-postbuild",
    "npm prune --omit=dev",
  ]);
  expect(built.processTypes).toEqual({ web: "npm start" });
});

test("npm install without a lockfile; build when there is no heroku-postbuild", async () => {
  const built = await build({ devDependencies: dependencies, scripts: { build: "c" } });
  expect(built.commands).toEqual(["npm install --include=dev", "npm run build", "npm prune --omit=dev"]);
  expect(built.processTypes).toEqual({});
});

test("without dependencies and a lockfile nothing is requested from a registry", async () => {
  const built = await build({ scripts: { build: "c" } });
  expect(built.commands).toEqual(["npm run build"]);
  expect(built.output).toContain("       No dependencies in package.json, nothing to install\n");
});

test("another version of Node.js is reported, the requested one is not", async () => {
  const own = process.versions.node;
  expect((await build({ engines: { node: "4.x" } })).output).toContain(
    ` !     package.json asks for Node.js 4.x, but this platform runs ${own}.\n`,
  );
  expect((await build({ engines: { node: "the newest" } })).output).toContain("not a version range");
  expect((await build({ engines: { node: `>=${own}` } })).output).not.toContain(" !     ");
});

test("a checked-in node_modules is reported", async () => {
  await mkdir(join(folder, "node_modules"));
  const { output } = await build({ dependencies });
  expect(output).toContain(" !     The source holds node_modules");
});

test("what is malformed in a package.json counts as absent, no JSON at all is an error", async () => {
  expect((await build({ engines: "x", scripts: [], dependencies: 5 })).commands).toEqual([]);
  await expect(build("{")).rejects.toThrow("Unable to parse package.json");
  await expect(build("[]")).rejects.toThrow("Unable to parse package.json: it is not a JSON object");
});

test.each([
  ["yarn.lock", undefined, "yarn@1", "yarn install --frozen-lockfile --ignore-engines --production=false"],
  ["yarn.lock", "yarn@4.5.0", "@yarnpkg/cli-dist@4.5.0", "yarn install --immutable"],
  ["pnpm-lock.yaml", "pnpm@9.12.0+sha512.abc", "pnpm@9.12.0", "pnpm install --frozen-lockfile --prod=false"],
  ["pnpm-lock.yaml", "yarn@4.5.0", "pnpm@9", "pnpm install --frozen-lockfile --prod=false"],
])("%s with packageManager %s installs %s", async (lockfile, packageManager, tool, install) => {
  const { commands } = await build({ dependencies, packageManager }, [lockfile]);
  expect(commands.slice(0, 2)).toEqual([
    `npm install --prefix .heroku/tools --no-save --no-package-lock ${tool}`,
    install,
  ]);
});

test("packageManager alone chooses the manager", async () => {
  const { commands } = await build({ dependencies, packageManager: "pnpm@8.1.0" });
  expect(commands[1]).toBe("pnpm install --prod=false");
});

test("several lockfiles are refused", async () => {
  await expect(build({ dependencies }, ["package-lock.json", "yarn.lock"])).rejects.toThrow(
    "There are several lockfiles: package-lock.json, yarn.lock.",
  );
});
