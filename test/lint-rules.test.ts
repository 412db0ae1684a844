import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A file, its code, and a part of what the linter reports. */
const planted: [file: string, code: string, complaint: string][] = [
  ["lib/server/cast.ts", "export const a = JSON.parse('1') as string;", "No casts"],
  ["components/ui/text.tsx", "export const A = () => <p>Sign in</p>;", "exports of lib/text"],
  ["components/apps/label.tsx", 'export const A = () => <p aria-label="Apps" />;', "exports of lib/text"],
  ["app/title.tsx", "export const A = () => <p title={`Builds of it`} />;", "exports of lib/text"],
  [
    "components/logs/choice.tsx",
    'export const A = ({ on }) => <p title={on ? "On" : null} />;',
    "exports of lib/text",
  ],
  ["test/planted.test.ts", 'import { it } from "vitest";\nit("runs", () => {});', "inconsistent"],
];
const allowed = "components/apps/allowed.tsx";
const allowedCode = `import * as text from "@/lib/text/app";
export const A = ({ of }) => (
  <section title={text.builds} aria-label={\`\${of} / \${of}\`} className="flex">
    {text.builds} · {of}
  </section>
);`;

describe("the linter", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-lint-"));
  const reports = new Map<string, string>();

  beforeAll(() => {
    const config = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(
      join(folder, "biome.json"),
      JSON.stringify({ ...config, $schema: undefined, vcs: undefined }),
    );
    cpSync("scripts/lint", join(folder, "scripts/lint"), { recursive: true });
    for (const [file, code] of [...planted, [allowed, allowedCode] as const]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
      reports.set(file, lint(folder, file));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(planted)("rejects in %s: %s", (file, _code, complaint) => {
    expect(reports.get(file)).toContain(complaint);
  });

  test("accepts code that breaks no rule", () => {
    expect(reports.get(allowed)).toBe("");
  });
});

/** Returns the linter's report on one file; empty when it finds nothing. */
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
