import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import stateColors from "./state-colors.json";

const pageStyles = readFileSync("app/globals.css", "utf8");
const wallStyles = readFileSync("wall/wall.css", "utf8");

describe("the colors of states", () => {
  test.each(Object.entries(stateColors.page))(
    "include --%s as the pages' styles define it",
    (name, color) => {
      expect(pageStyles).toContain(`\n  --${name}: ${color};\n`);
    },
  );

  test("are used by the wall through their properties only", () => {
    const used = new Set([...wallStyles.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name));
    expect([...used]).toEqual(expect.arrayContaining(Object.keys(stateColors.wall)));
    for (const color of Object.values(stateColors.wall)) expect(wallStyles).not.toContain(color);
  });
});
