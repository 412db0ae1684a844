import { describe, expect, test } from "vitest";
import { SlugCreate } from "@/lib/schemas/slug";
import { type Draft, emptyDraft, registrationOf, rowProblems, rowsOf, withRow } from "./slug-draft";

const sha256 = "ab".repeat(32);
const file = new File(["x"], "example-app-cb6999d.tgz");
const read = (procfile: string | null): Draft => ({
  ...emptyDraft,
  file,
  inspection: { bytes: 1, sha256, files: 1, unpacked: 1, procfile },
});

describe("a draft of a slug", () => {
  test("is registered with the contents of the tarball", () => {
    const body = registrationOf(read("web: node .\nworker: node work.js\n"), "heroku-24");
    expect(body).toEqual({
      process_types: { web: "node .", worker: "node work.js" },
      checksum: `SHA256:${sha256}`,
      commit: "cb6999d",
      stack: "heroku-24",
    });
    expect(SlugCreate.safeParse(body).success).toBe(true);
  });

  test("is registered with the edited fields instead", () => {
    const rows = withRow(rowsOf(read("web: node .")).map((row) => ({ ...row, command: " npm start " })));
    expect(rows.map(({ key }) => key)).toEqual([0, 1]);
    const filled = rows.map((row) => (row.key === 1 ? { key: 1, name: "clock", command: "tick" } : row));
    const draft = {
      ...read("web: node ."),
      rows: filled,
      commit: "",
      description: " Mine ",
      stack: "heroku-22",
    };
    expect(registrationOf(draft, "heroku-24")).toEqual({
      process_types: { web: "npm start", clock: "tick" },
      checksum: `SHA256:${sha256}`,
      commit_description: "Mine",
      stack: "heroku-22",
    });
  });

  test("requires the command of web without a Procfile", () => {
    const draft = read(null);
    expect(rowsOf(draft)).toEqual([{ key: 0, name: "web", command: "" }]);
    expect(registrationOf(draft, null)).toBeNull();
    expect(rowProblems(rowsOf(draft)).get(0)).toBe("Say what web runs.");
  });

  test("is not registered before its tarball was read, nor without a process type", () => {
    expect(registrationOf({ ...read("web: x"), inspection: null }, null)).toBeNull();
    expect(registrationOf({ ...read("web: x"), rows: [] }, null)).toBeNull();
  });

  test.each([
    [[{ key: 0, name: "we b", command: "x" }], /letters, digits/],
    [[{ key: 0, name: "", command: "x" }], /letters, digits/],
    [
      [
        { key: 1, name: "web", command: "x" },
        { key: 0, name: "web", command: "y" },
      ],
      /another web/,
    ],
  ])("returns the error of %j", (rows, message) => {
    expect(rowProblems(rows).get(0)).toMatch(message);
  });
});
