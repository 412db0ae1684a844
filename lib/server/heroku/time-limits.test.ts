import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { noteAnswer, noteTimeout, readLimit } from "./time-limits";

const api = "https://api.example.com";
beforeEach(() => {
  vi.useFakeTimers();
  noteAnswer(api);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the time limit of a read", () => {
  test.each([true, false])("is shorter from a timeout until the next answer (cached: %s)", (cached) => {
    const usual = readLimit(api, cached);
    noteTimeout(api);
    expect(readLimit(api, cached)).toBeLessThan(usual / 3);
    expect(readLimit("https://other.example.com", cached)).toBe(usual);
    noteAnswer(api);
    expect(readLimit(api, cached)).toBe(usual);
  });

  test("is the usual one for one read in 30 s while upstream hangs", () => {
    const usual = readLimit(api, false);
    let probes = 0;
    for (let at = 0; at < 300_000; at += 100) {
      noteTimeout(api);
      if (readLimit(api, false) === usual) probes += 1;
      vi.advanceTimersByTime(100);
    }
    expect(probes).toBe(9);
  });
});
