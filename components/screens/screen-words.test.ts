import { describe, expect, test } from "vitest";
import { backerWords, showWords, stateOfScreen } from "./screen-words";

const now = Date.parse("2026-11-21T12:00:00.000Z");
const app = (name: string) => ({ id: name, name });
const backer = (email: string, ended_at: string | null = null) => ({
  id: email,
  user: { id: email, email },
  via: "consent" as const,
  since: "2026-11-21T10:00:00.000Z",
  ended_at,
});

describe("the text of a screen", () => {
  test.each([
    ["live", "2026-11-21T11:59:58.000Z", "live"],
    ["away", "2026-11-21T11:00:00.000Z", "away for 1 h"],
    ["away", null, "not seen yet"],
    ["no grant", "2026-11-21T11:59:58.000Z", "may not read"],
  ] as const)("%s, seen %s: %s", (state, last_seen_at, label) => {
    expect(stateOfScreen({ state, last_seen_at }, now).label).toBe(label);
  });

  test("names the content", () => {
    expect(showWords({ kind: "pipeline", pipeline: app("shop") })).toBe("shop");
    expect(showWords({ kind: "apps", apps: [app("a")] })).toBe("a");
    expect(showWords({ kind: "apps", apps: [app("a"), app("b")] })).toBe("a, b");
    expect(showWords({ kind: "apps", apps: [app("a"), app("b"), app("c")] })).toBe("a and 2 more apps");
  });

  test("names the current backers", () => {
    const all = [backer("ada@example.com"), backer("ben@example.com"), backer("cy@example.com", "ended")];
    expect(backerWords(all, "ada@example.com")).toBe("you and Ben");
    expect(backerWords([backer("ada@example.com", "ended")], "x")).toBe("nobody any more");
    expect(backerWords([{ ...backer("ada@example.com"), via: "token" }], "x")).toBe("Ada (a token)");
  });
});
