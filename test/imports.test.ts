import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { withImportTable } from "@/scripts/lint/import-table.mjs";
import {
  circles,
  type Edge,
  misspelledImports,
  type PackageImport,
  readImports,
  sourceFiles,
} from "./harness/imports";

const names = z.record(z.string(), z.array(z.string()));
const table = z
  .object({
    sets: names,
    rooms: names,
    packages: z.record(z.string(), z.object({ never: z.array(z.string()) })),
  })
  .parse(JSON.parse(readFileSync("scripts/lint/rooms.json", "utf8")));

const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || /^local-platform\/engine\/testing\//.test(file);

/** Returns the room of a file, a test's being that of what it tests: the longest name in the table that its path begins with. */
function roomOf(path: string): string | undefined {
  const file = path.replace(/\.test(\.tsx?)$/, "$1");
  return Object.keys(table.rooms)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((one, other) => other.length - one.length)[0];
}

function expanded(name: string): string[] {
  const set = table.sets[name];
  return set ? set.flatMap(expanded) : [name];
}

const allowed = new Map(Object.entries(table.rooms).map(([room, may]) => [room, may.flatMap(expanded)]));

/** Returns a line for each import that the table does not allow. */
function violations(edges: readonly Edge[], packages: readonly PackageImport[]): string[] {
  const wrong = edges.flatMap(({ from, to }) => {
    const room = roomOf(from);
    const target = roomOf(to);
    if (room === undefined || target === undefined) return [`${room ? to : from} is in no room of the table`];
    if (room === target || isTest(from)) return [];
    const may = allowed.get(room) ?? [];
    const fits = may.includes("*") || may.some((each) => target === each || target.startsWith(`${each}/`));
    return fits ? [] : [`${from} imports ${to}: ${room} may not import ${target}`];
  });
  const refused = packages.flatMap(({ from, name }) => {
    if (isTest(from)) return [];
    const room = roomOf(from);
    const rules = Object.entries(table.packages).filter(([set]) =>
      expanded(set).some((each) => each === room),
    );
    const root = name.startsWith("node:") ? "node" : name.split("/")[0];
    return rules.some(([, { never }]) => never.some((each) => each === root))
      ? [`${from} imports ${name}`]
      : [];
  });
  return [...wrong, ...refused];
}

const files = sourceFiles();
const { edges, packages } = readImports(files);
const production = edges.filter(({ from }) => !isTest(from) && !/^(?:test|e2e|bench)\//.test(from));

test("every import of every file is one that the table of rooms allows", () => {
  expect(violations(edges, packages)).toEqual([]);
});

test("docs/architecture.md draws the table as it is (node scripts/lint/import-table.mjs)", () => {
  const doc = readFileSync("docs/architecture.md", "utf8");
  expect(doc).toBe(withImportTable(doc));
});

test("imports are relative within a folder, and from the root otherwise", () => {
  const files = sourceFiles().filter((file) =>
    /^(app|components|e2e|lib|local-platform|test|wall)\/.*\.tsx?$/.test(file),
  );
  expect(misspelledImports(files)).toEqual([]);
  const planted =
    'import "../store/db"; import "@/lib/server/heroku/client"; import "./client"; import "@/lib/async";';
  expect(misspelledImports(["lib/server/heroku/planted.ts"], () => planted)).toEqual([
    "lib/server/heroku/planted.ts: ../store/db",
    "lib/server/heroku/planted.ts: @/lib/server/heroku/client",
  ]);
});

test("pure rooms use no global of Node or of browsers", () => {
  const pure = [...expanded("pure"), "lib/log-viewer/engine"];
  const used =
    /(?<![\w$."'`])(?:process\.(?:env|cwd|pid|platform|exit|nextTick)|(?:window|document|navigator|localStorage|location)\.\w+)/g;
  const uses = sourceFiles()
    .filter((file) => pure.includes(roomOf(file) ?? "") && !isTest(file))
    .flatMap((file) => {
      const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return [...code.matchAll(used)].map(([use]) => `${file}: ${use}`);
    });
  expect(uses).toEqual([]);
});

test("no files import each other in a circle, by types or by values", () => {
  expect(circles(production)).toEqual([]);
});

test("no rooms import each other in a circle", () => {
  const between = production.map(({ from, to }) => ({ from: roomOf(from) ?? from, to: roomOf(to) ?? to }));
  expect(circles(between)).toEqual([]);
});

const isClient = (file: string) =>
  /^["']use client["']/.test(readFileSync(file, "utf8")) || /^(?:wall|lib\/log-viewer\/worker)\//.test(file);

/** Returns the modules of `lib/server` whose code a browser would load, each with the browser's module that leads to it. */
function serverCodeInBrowser(roots: readonly string[], among: readonly Edge[]): string[] {
  const loads = new Map<string, string[]>();
  for (const { from, to, typeOnly } of among)
    if (!typeOnly) loads.set(from, [...(loads.get(from) ?? []), to]);
  return roots.flatMap((root) => {
    const seen = new Set([root]);
    for (const file of seen) for (const to of loads.get(file) ?? []) seen.add(to);
    return [...seen].filter((file) => file.startsWith("lib/server/")).map((file) => `${root} loads ${file}`);
  });
}

const clients = files.filter((file) => !isTest(file) && isClient(file));

test("no client module loads code of lib/server, however long the way", () => {
  expect(clients.length).toBeGreaterThan(50);
  expect(serverCodeInBrowser(clients, edges)).toEqual([]);
});

test("server code behind a client module is found, and types of it are not code", () => {
  const edge = (from: string, to: string, typeOnly = false): Edge => ({ from, to, typeOnly });
  const planted = [edge("app/a.tsx", "app/b.ts"), edge("app/b.ts", "lib/server/env.ts")];
  expect(serverCodeInBrowser(["app/a.tsx"], planted)).toEqual(["app/a.tsx loads lib/server/env.ts"]);
  expect(serverCodeInBrowser(["app/b.ts"], [edge("app/b.ts", "lib/server/env.ts", true)])).toEqual([]);
});

describe("a planted import is found", () => {
  test.each([
    ["lib/client/planted.ts", 'import "@/lib/server/env";'],
    ["lib/client/planted.ts", 'import "../server/env";'],
    ["lib/log-viewer/engine/planted.ts", 'import "../../server/env";'],
    ["lib/log-viewer/engine/planted.ts", 'import "node:fs";'],
    ["lib/timeline/planted.ts", 'import { useState } from "react";'],
    ["lib/schemas/planted.ts", 'import type { Lane } from "@/lib/review/lane-state";'],
    ["lib/server/planted/planted.ts", 'import "@/lib/schemas/app";'],
    ["lib/server/heroku/planted.ts", 'import "../watch/watch";'],
    ["lib/server/watch/planted.ts", 'export { api } from "../../client/api";'],
    ["components/uploads/planted.tsx", 'const lane = import("@/components/pipelines/lane-column");'],
    ["components/apps/planted.tsx", 'import "../../lib/server/env";'],
    ["app/api/planted/route.ts", 'import "@/lib/client/api";'],
    ["app/planted/page.tsx", 'import "@/local-platform/platform";'],
    ["local-platform/planted.ts", 'type Env = import("@/lib/server/env").Env;'],
    ["wall/planted.ts", 'new Worker(new URL("../lib/client/api.ts", import.meta.url));'],
  ])("%s: %s", (file, code) => {
    const planted = readImports([...files, file], (each) => (each === file ? code : ""));
    expect(violations(planted.edges, planted.packages)).toHaveLength(1);
  });

  test("an import of a file that does not exist", () => {
    expect(() => readImports(["a.ts"], () => 'import "./b";')).toThrow("a.ts imports b");
  });

  test("a circle of two files, by types only", () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-imports-"));
    const texts = {
      "lib/a.ts": 'import type { B } from "./b";',
      "lib/b.ts": 'import type { A } from "@/lib/a";',
    };
    for (const [file, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const read = readImports(Object.keys(texts), (file) => readFileSync(join(folder, file), "utf8"));
    rmSync(folder, { recursive: true });
    expect(circles(read.edges)).toEqual([["lib/a.ts", "lib/b.ts"]]);
  });
});
