import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AppSummary } from "@/lib/schemas/summary";
import { WallTile } from "@/lib/schemas/wall";
import { aBuild, aRelease } from "@/test/builders/objects";
import { tile } from "@/test/builders/wall";
import { cutTiles, wallTile } from "./wall-tile";

const current = aRelease({
  version: 12,
  current: true,
  created_at: "2026-11-21T09:00:00.000Z",
  user: { id: "u", email: "dana.ito@example.com" },
});
const summary: AppSummary = {
  app: { id: "a1", name: "example-app" },
  builds: [],
  releases: [current],
  current,
  dynos: [],
  first_error: "src/secret.ts: error",
  read_at: "2026-11-21T12:00:00.000Z",
  dynos_read_at: "2026-11-21T12:00:00.000Z",
  failed: null,
};

describe("a wall's tile", () => {
  test("names the running version and its author's initials", () => {
    expect(wallTile(summary)).toMatchObject({
      app: "example-app",
      version: 12,
      who: "DI",
      since: current.created_at,
    });
  });

  test("contains neither output nor an e-mail address", () => {
    const at = "2026-11-21T11:00:00.000Z";
    const build = aBuild({
      status: "failed",
      created_at: at,
      updated_at: at,
      user: { id: "u", email: "dana.ito@example.com" },
    });
    const tile = wallTile({ ...summary, builds: [build] });
    expect(tile.kind).toBe("bad");
    expect(JSON.stringify(tile)).not.toMatch(/secret|@/);
  });

  test("shows what the screen is configured for: names, the first error line without secrets, stage and lock", () => {
    const at = "2026-11-21T11:00:00.000Z";
    const build = aBuild({
      status: "failed",
      created_at: at,
      updated_at: at,
      user: { id: "u", email: "dana.ito@example.com" },
    });
    const first_error = "npm error 401 with token HRKU-abcdef0123456789";
    const options = { names: true, errors: true, stage: "production", hold: "Sale, until 17:30" };
    expect(wallTile({ ...summary, builds: [build], first_error }, options)).toMatchObject({
      who: "Dana Ito",
      error: "npm error 401 with token …",
      stage: "production",
      hold: "Sale, until 17:30",
    });
    expect(wallTile({ ...summary, first_error }, options).error).toBeNull();
  });

  test("names the failed build by its commit, then the version that is still running", () => {
    const at = "2026-11-21T11:00:00.000Z";
    const failed = aBuild({ status: "failed", slug: null, release: null, created_at: at, updated_at: at });
    const tile = (differs: Partial<typeof summary>) => wallTile({ ...summary, ...differs });
    expect(tile({ builds: [failed] })).toMatchObject({
      version: null,
      commit: "cb6999d1",
      running: "v12 still running",
    });
    const building = { ...failed, status: "pending" as const };
    expect(tile({ builds: [building] })).toMatchObject({
      version: null,
      commit: "cb6999d1",
      running: "v12 still running",
    });
    const release = aRelease({ id: "r13", version: 13, status: "failed", description: "Deploy e07c4d9" });
    expect(tile({ releases: [release, current] })).toMatchObject({
      version: 13,
      commit: "e07c4d9",
      running: "v12 still running",
    });
    expect(tile({})).toMatchObject({ version: 12, running: null });
  });
});

const kinds = WallTile.shape.kind.options;
const loud = new Set(["bad", "unknown"]);

test("a failed app in production is not left out behind sixty healthy ones in staging", () => {
  const staging = Array.from({ length: 60 }, (_, index) => tile(`staging-${index}`));
  const production = Array.from({ length: 60 }, (_, index) =>
    tile(`production-${index}`, index === 41 ? { kind: "bad" } : {}),
  );
  const shown = cutTiles([...staging, ...production], 60);
  expect(shown).toHaveLength(60);
  expect(shown.at(-1)?.app).toBe("production-41");
});

test("tiles that need attention are chosen first, and the order stays the same", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 40 }), fc.nat(40), (given, most) => {
      const tiles = given.map((kind, index) => tile(`app-${index}`, { kind }));
      const shown = cutTiles(tiles, most);
      expect(shown).toHaveLength(Math.min(most, tiles.length));
      expect(shown).toEqual(tiles.filter((each) => shown.includes(each)));
      const cut = tiles.filter((each) => !shown.includes(each));
      if (cut.some(({ kind }) => loud.has(kind)))
        expect(shown.every(({ kind }) => loud.has(kind))).toBe(true);
    }),
  );
});
