import { describe, expect, test } from "vitest";
import { groupLeftOut, leftOutKind } from "./left-out";

describe("leftOutKind", () => {
  test.each([
    [".git/HEAD", "git"],
    ["vendor/lib/.git", "git"],
    ["node_modules/a/index.js", "node_modules"],
    ["packages/web/node_modules/a/.env", "node_modules"],
    [".env", "env"],
    ["config/.env.production", "env"],
    [".env.example", null],
    ["certs/server.pem", "keys"],
    ["id_ed25519", "keys"],
    ["id_ed25519.pub", null],
    [".DS_Store", "system"],
    ["src/._index.js", "system"],
    ["dist/a.js", "ignored"],
    ["src/index.js", null],
    [".gitignore", null],
    [".gitmodules", null],
  ])("%s → %s", (path, kind) => {
    expect(leftOutKind(path, (name) => name.startsWith("dist/"))).toBe(kind);
  });
});

describe("groupLeftOut", () => {
  test("counts files and bytes by kind", () => {
    expect(
      groupLeftOut([
        { path: ".env", size: 10, kind: "env" },
        { path: "node_modules/a", size: 3, kind: "node_modules" },
        { path: "node_modules/b", size: 4, kind: "node_modules" },
      ]),
    ).toEqual([
      { kind: "node_modules", files: 2, bytes: 7, paths: ["node_modules/a", "node_modules/b"] },
      { kind: "env", files: 1, bytes: 10, paths: [".env"] },
    ]);
  });
});
