import { describe, expect, test } from "vitest";
import { OLD_AFTER_MS } from "@/lib/apps/stale-limits";
import { backersText, contentText, stateOfScreen, unreadText } from "./screen-row";

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
  ] as const)("labels the state %s, last seen %s, as %s", (state, last_seen_at, label) => {
    expect(stateOfScreen({ state, last_seen_at, read_at: null }, now).label).toBe(label);
  });

  test("labels a live screen with old data, and returns the time and the cause", () => {
    const at = (time: number) => new Date(time).toISOString();
    const why = "Heroku answered 503. Nothing was changed that you do not see here.";
    const screen = {
      state: "live" as const,
      last_seen_at: at(now),
      read_at: at(now - OLD_AFTER_MS),
      failed: why,
    };
    expect(stateOfScreen(screen, now)).toEqual({ kind: "ok", label: "live" });
    expect(unreadText(screen, { now, zone: "utc" })).toBeNull();
    expect(stateOfScreen(screen, now + 1)).toEqual({ kind: "unknown", label: "old data" });
    expect(unreadText(screen, { now: now + 1, zone: "utc" })).toBe("Last read 11:58. Heroku answered 503.");
    expect(unreadText({ ...screen, state: "away" }, { now: now + 1, zone: "utc" })).toBeNull();
  });

  test("lists the content", () => {
    expect(contentText({ kind: "pipeline", pipeline: app("shop") })).toBe("shop");
    expect(contentText({ kind: "apps", apps: [app("a")] })).toBe("a");
    expect(contentText({ kind: "apps", apps: [app("a"), app("b")] })).toBe("a, b");
    expect(contentText({ kind: "apps", apps: [app("a"), app("b"), app("c")] })).toBe("a and 2 more apps");
  });

  test("lists the current backers", () => {
    const all = [backer("ada@example.com"), backer("ben@example.com"), backer("cy@example.com", "ended")];
    expect(backersText(all, "ada@example.com")).toBe("you and Ben");
    expect(backersText([backer("ada@example.com", "ended")], "x")).toBe("nobody any more");
    expect(backersText([{ ...backer("ada@example.com"), via: "token" }], "x")).toBe("Ada (a token)");
  });
});
