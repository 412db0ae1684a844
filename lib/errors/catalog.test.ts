import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalog } from "./catalog";

const document = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
const sections = new Map(
  document
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      return [heading.replaceAll("`", ""), lines.join("\n")] satisfies [string, string];
    }),
);

describe("docs/errors.md", () => {
  test("has a heading for each id of the catalog, in its order, and no other", () => {
    expect([...sections.keys()]).toEqual(Object.keys(catalog));
  });

  test.each(Object.entries(catalog))(
    "says of %s the status, what happened, what to do and when",
    (id, entry) => {
      expect(sections.get(id)).toContain(`**${entry.status}** · ${entry.title} ${entry.next}`);
      expect((sections.get(id) ?? "").trim().split("\n\n")).toHaveLength(2);
    },
  );

  test("has sentences in which both parts end as sentences do", () => {
    for (const { title, next } of Object.values(catalog))
      expect(`${title} ${next}`).toMatch(/^[A-Z].*[.?] [A-Z].*[.]$|tar czf/);
  });
});
