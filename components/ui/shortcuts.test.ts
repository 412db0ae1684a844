import { describe, expect, test } from "vitest";
import { actionOf, outputShortcuts, pageShortcuts, pressFor, pressOf } from "./shortcuts";

const bare = { ctrlKey: false, metaKey: false, shiftKey: false };

describe("the shortcuts", () => {
  test.each([
    ["of every page", pageShortcuts],
    ["of the output", outputShortcuts],
  ])("%s use each press and each action once", (_of, list) => {
    const actions = list.flatMap((shortcut) => Object.entries<string | undefined>(shortcut.actions));
    expect(new Set(actions.map(([press]) => press)).size).toBe(actions.length);
    expect(new Set(actions.map(([, action]) => action)).size).toBe(actions.length);
  });

  test("maps a key press to its action and back", () => {
    expect(actionOf(pageShortcuts, "g s")).toBe("screens");
    expect(actionOf(outputShortcuts, "N")).toBe("previousMatch");
    expect(actionOf(pageShortcuts, "toString")).toBeUndefined();
    expect(pressFor("foldRail")).toBe("[");
  });

  test("maps Ctrl K and ⌘K to one press, also under Caps Lock, but not Ctrl Shift K", () => {
    expect(pressOf({ ...bare, key: "k" })).toBe("k");
    expect(pressOf({ ...bare, key: "k", ctrlKey: true })).toBe("mod+k");
    expect(pressOf({ ...bare, key: "K", metaKey: true })).toBe("mod+k");
    expect(
      actionOf(pageShortcuts, pressOf({ ...bare, key: "K", ctrlKey: true, shiftKey: true })),
    ).toBeUndefined();
  });
});
