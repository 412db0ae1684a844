import fc from "fast-check";
import { expect, test } from "vitest";
import { Counter } from "./limits";

test("a counter limits each key's events in any window, independently of other keys", () => {
  const events = fc.array(
    fc.record({ key: fc.constantFrom("a", "b", "c"), after: fc.integer({ min: 0, max: 60 }) }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(events, (list) => {
      const counter = new Counter({ max: 3, ms: 100 });
      const counted: { key: string; at: number }[] = [];
      let time = 0;
      for (const { key, after } of list) {
        time += after;
        const ofKey = counted.filter((event) => event.key === key && event.at > time - 100);
        expect(counter.isFull(key, new Date(time))).toBe(ofKey.length >= 3);
        if (ofKey.length >= 3) {
          const wait = counter.retryAfter(key, new Date(time)) * 1_000;
          expect(counter.isFull(key, new Date(time + wait))).toBe(false);
          continue;
        }
        counter.record(key, new Date(time));
        counted.push({ key, at: time });
      }
    }),
    { seed: 11 },
  );
});

test("a counter ignores events without a key and stores a limited number of keys", () => {
  const counter = new Counter({ max: 1, ms: 1_000 });
  counter.record(null, new Date(0));
  expect(counter.isFull(null, new Date(0))).toBe(false);
  for (let key = 0; key < 10_001; key += 1) counter.record(String(key), new Date(0));
  expect(counter.isFull("0", new Date(0))).toBe(false);
  expect(counter.isFull("10000", new Date(0))).toBe(true);
});
