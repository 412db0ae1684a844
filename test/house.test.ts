import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** file, code that stands there, what the linter says of it. */
const planted: [file: string, code: string, complaint: string][] = [
  ["components/apps/alias.tsx", 'import "@/lib/server/env";', "never the server"],
  ["components/apps/relative.tsx", 'import "../../lib/server/env";', "never the server"],
  ["lib/client/planted.ts", 'import "@/lib/server/env";', "runs in the browser"],
  ["lib/server/planted.ts", 'import "@/components/ui/button";', "lib/server may use"],
  ["lib/log-viewer/engine/planted.ts", 'import "node:fs";', "Pure rooms"],
  ["app/api/planted/route.ts", 'import "@/lib/client/api";', "Doors call lib/server"],
  ["app/planted/page.tsx", 'import "@/local-platform/platform";', "over HTTP only"],
  ["local-platform/planted.ts", 'import "@/lib/server/env";', "local platform may use"],
  ["wall/planted.ts", 'import "@/lib/output/lines";', "The wall is small"],
  ["wall/server.ts", 'import "../lib/server/env";', "The wall is small"],
  ["lib/server/cast.ts", "export const a = JSON.parse('1') as string;", "No casts"],
  ["test/planted.test.ts", 'import { it } from "vitest";\nit("runs", () => {});', "inconsistent"],
];
const allowed = "components/apps/allowed.tsx";

describe("the linter keeps the house", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-house-"));
  const reports = new Map<string, string>();

  beforeAll(() => {
    const config = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(
      join(folder, "biome.json"),
      JSON.stringify({ ...config, $schema: undefined, vcs: undefined }),
    );
    cpSync("scripts/lint", join(folder, "scripts/lint"), { recursive: true });
    for (const [file, code] of [...planted, [allowed, 'import "@/lib/client/api";'] as const]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
      reports.set(file, lint(folder, file));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(planted)("refuses in %s: %s", (file, _code, complaint) => {
    expect(reports.get(file)).toContain(complaint);
  });

  test("lets a room import what it may", () => {
    expect(reports.get(allowed)).toBe("");
  });
});

/** What the linter says of one file; nothing when it is content. */
function lint(folder: string, file: string): string {
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  try {
    execFileSync(process.execPath, [biome, "lint", file], { cwd: folder, stdio: "pipe" });
    return "";
  } catch (error) {
    if (error instanceof Error && "stderr" in error && "stdout" in error)
      return `${error.stdout}${error.stderr}`;
    throw error;
  }
}
