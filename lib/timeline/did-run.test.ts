import fc from "fast-check";
import { expect, test } from "vitest";
import { RELEASE_STATUSES } from "@/lib/schemas/release";
import { didRun, KEPT_MS } from "./did-run";

const NOW = Date.UTC(2026, 5, 1);
const DAY = 24 * 60 * 60_000;

const expired = (age: number, version = 1) => ({
  status: "expired" as const,
  current: false,
  version,
  created_at: new Date(NOW - age).toISOString(),
});
const known = { newest: 21, at: NOW, failed: false };

test("an expired release beyond both limits ran", () => {
  expect(didRun(expired(31 * DAY), known)).toBe("ran");
});

test("an expired release that is young, or among the newest 20, never ran", () => {
  expect(didRun(expired(KEPT_MS), known)).toBe("not run");
  expect(didRun(expired(90 * DAY, 2), known)).toBe("not run");
});

test("an expired release that is recorded as failed never ran", () => {
  expect(didRun(expired(90 * DAY), { ...known, failed: true })).toBe("not run");
});

test("other statuses are unambiguous, and the current release ran", () => {
  const release = (status: "pending" | "succeeded" | "failed" | "unknown", current = false) =>
    didRun({ ...expired(90 * DAY), status, current }, known);
  expect(release("succeeded")).toBe("ran");
  expect(release("failed")).toBe("not run");
  expect(release("pending")).toBe("not run");
  expect(release("unknown")).toBe("unknown");
  expect(release("unknown", true)).toBe("ran");
  expect(didRun({ ...expired(DAY), current: true }, known)).toBe("ran");
});

test("an expired release that counts as run still does with more time and newer releases", () => {
  const status = fc.constantFrom(...RELEASE_STATUSES, "unknown" as const);
  const span = fc.integer({ min: 0, max: 90 * DAY });
  const count = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(status, span, count, span, count, (status, age, newer, later, more) => {
      const release = { ...expired(age), status };
      const before = didRun(release, { newest: 1 + newer, at: NOW, failed: false });
      const after = didRun(release, { newest: 1 + newer + more, at: NOW + later, failed: false });
      if (status !== "expired") expect(after).toBe(before);
      else expect([before, after]).not.toEqual(["ran", "not run"]);
      expect(before === "ran").toBe(
        status === "succeeded" || (status === "expired" && newer >= 20 && age > 30 * DAY),
      );
    }),
    { seed: 20_251_001 },
  );
});
