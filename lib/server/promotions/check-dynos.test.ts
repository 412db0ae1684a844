import { describe, expect, test } from "vitest";
import type { Dyno, Formation } from "@/lib/schemas/dyno";
import { classifyDynos } from "./check-dynos";

const dyno = (name: string, state: Dyno["state"], version: number | null): Dyno => ({
  id: name,
  name,
  type: name.split(".")[0] ?? "",
  command: "",
  size: "Basic",
  state,
  release: version === null ? null : { id: `r${version}`, version },
  created_at: "2026-11-21T12:00:00.000Z",
  updated_at: "2026-11-21T12:00:00.000Z",
});
const line = (type: string, quantity: number): Formation => ({ type, quantity, size: "Basic", command: "" });
const classify = (dynos: Dyno[], formation: Formation[], versions = [34]) =>
  classifyDynos(dynos, formation, new Set(versions));

describe("dynos of a new version", () => {
  test("are up when enough of each type are up or idle", () => {
    const web = [dyno("web.1", "up", 34), dyno("web.2", "idle", 34)];
    const formation = [line("web", 2), line("worker", 1), line("release", 1), line("clock", 0)];
    expect(classify([...web, dyno("worker.1", "up", 33)], formation)).toEqual({
      state: "starting",
      counts: [
        { type: "web", up: 2, of: 2 },
        { type: "worker", up: 0, of: 1, old: 1 },
      ],
    });
    expect(classify([...web, dyno("worker.1", "up", 34)], formation).state).toBe("up");
  });

  test("may be absent when the formation wants none", () => {
    expect(classify([], [line("web", 0)])).toEqual({ state: "up", counts: [] });
    expect(classify([], [])).toEqual({ state: "up", counts: [] });
  });

  test("exclude those of the old version and one-off dynos", () => {
    const dynos = [dyno("web.1", "up", 33), dyno("run.1", "crashed", 34), dyno("web.2", "up", null)];
    expect(classify(dynos, [line("web", 1)])).toEqual({
      state: "starting",
      counts: [{ type: "web", up: 0, of: 1, old: 1 }],
    });
  });

  test("have crashed when one of them crashed, not when an old one did", () => {
    expect(classify([dyno("web.1", "up", 34), dyno("web.2", "crashed", 34)], [line("web", 2)]).state).toBe(
      "crashed",
    );
    expect(classify([dyno("web.1", "crashed", 33)], [line("web", 1)]).state).toBe("starting");
  });

  test("are still starting while old dynos receive requests", () => {
    const both = [dyno("web.1", "up", 33), dyno("web.1", "up", 34)];
    expect(classify(both, [line("web", 1)])).toEqual({
      state: "starting",
      counts: [{ type: "web", up: 1, of: 1, old: 1 }],
    });
    expect(classify(both.slice(1), [line("web", 1)]).state).toBe("up");
    expect(classify([...both, dyno("run.1", "up", 12)].slice(1), [line("web", 1)]).state).toBe("up");
  });

  test("count on a newer version of the same code, and are replaced by other code", () => {
    const dynos = [dyno("web.1", "up", 35)];
    expect(classify(dynos, [line("web", 1)], [34, 35]).state).toBe("up");
    expect(classify(dynos, [line("web", 1)]).state).toBe("replaced");
  });
});
