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
  test("has exactly the headings of the catalog's ids, in its order", () => {
    expect([...sections.keys()]).toEqual(Object.keys(catalog));
  });

  test.each(Object.entries(catalog))("describes the status, title and next step of %s", (id, entry) => {
    expect(sections.get(id)).toContain(`**${entry.status}** · ${entry.title} ${entry.next}`);
    expect((sections.get(id) ?? "").trim().split("\n\n")).toHaveLength(2);
  });

  test("every title and next step is a sentence", () => {
    for (const { title, next } of Object.values(catalog))
      expect(`${title} ${next}`).toMatch(/^[A-Z].*[.?] [A-Z].*[.]$|tar czf/);
  });
});
