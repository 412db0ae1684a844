import fc from "fast-check";
import { expect, test } from "vitest";
import { barOf, lastTop, MAX_HEIGHT, scrolledHeight, topOfBar } from "./scroll-scale";

/** 2,000,000 lines of 20 px with our own limit, and those of Firefox and Chromium. */
test.each([MAX_HEIGHT, 17_800_000, 33_500_000])(
  "reaches the exact last line of 40 Mpx within %d px",
  (maxHeight) => {
    const scale = { rows: 40_000_040, view: 737, maxHeight };
    const end = scrolledHeight(scale) - scale.view;
    expect(scrolledHeight(scale)).toBe(maxHeight);
    expect([barOf(0, scale), topOfBar(0, scale)]).toEqual([0, 0]);
    expect([barOf(lastTop(scale), scale), topOfBar(end, scale)]).toEqual([end, lastTop(scale)]);
  },
);

const scales = fc.record({
  rows: fc.integer({ min: 0, max: 50_000_000 }),
  view: fc.integer({ min: 100, max: 2_000 }),
  maxHeight: fc.integer({ min: 10_000, max: 33_000_000 }),
});

test("the bar follows the rows, and a drag to its own position moves them by less than one px of the bar", () => {
  fc.assert(
    fc.property(scales, fc.nat(), fc.nat(), (scale, one, other) => {
      const [upper = 0, lower = 0] = [one, other]
        .map((top) => top % (lastTop(scale) + 1))
        .sort((a, b) => a - b);
      expect(barOf(upper, scale)).toBeLessThanOrEqual(barOf(lower, scale));
      expect(barOf(lower, scale)).toBeLessThanOrEqual(Math.max(0, scrolledHeight(scale) - scale.view));
      const pixel = Math.max(1, lastTop(scale) / Math.max(1, scrolledHeight(scale) - scale.view));
      expect(Math.abs(topOfBar(barOf(upper, scale), scale) - upper)).toBeLessThanOrEqual(pixel);
    }),
  );
});
