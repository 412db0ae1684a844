import { expect, test } from "vitest";
import { readSettings } from "./settings";

const limits = (LOCAL_RETENTION?: string) => readSettings({ LOCAL_SAMPLES: "", LOCAL_RETENTION }).limits;

test("retention is 30 days and 20 releases unless set", () => {
  const day = 24 * 60 * 60_000;
  expect(limits()).toEqual({ keptMs: 30 * day, keptReleases: 20 });
  expect(limits("1d,3")).toEqual({ keptMs: day, keptReleases: 3 });
  expect(limits("0d,0")).toEqual({ keptMs: 0, keptReleases: 0 });
});

test.each(["", "30", "30d", "30,20", "30d,20d", "-1d,20", "30d,2.5"])(
  "retention %j is refused by name",
  (text) => {
    expect(() => limits(text)).toThrow(/^LOCAL_RETENTION: must be like "30d,20"$/);
  },
);
