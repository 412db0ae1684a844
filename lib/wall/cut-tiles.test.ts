import fc from "fast-check";
import { expect, test } from "vitest";
import { WallTile } from "@/lib/schemas/wall";
import { tile } from "@/test/builders/wall";
import { cutTiles } from "./cut-tiles";

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
