import { expect, test } from "vitest";
import { minute } from "@/test/builders/objects";
import { crashesIn } from "./crashes";

const at = (minutes: number) => Date.parse(minute(minutes));
const line = (minutes: number, source: string, words: string) => `${minute(minutes)} ${source}: ${words}`;
const log = [
  line(0, "heroku[web.1]", "State changed from starting to up"),
  line(5, "heroku[web.1]", "State changed from up to crashed"),
  line(6, "app[web.1]", "State changed from up to crashed"),
  line(7, "heroku[worker.2]", "State changed from starting to crashed"),
  line(8, "heroku[run.4411]", "State changed from up to crashed"),
  line(20, "heroku[web.1]", "State changed from up to crashed"),
];

test("counts the crashes that the platform logs, not app output or one-off dynos", () => {
  expect(crashesIn(log, at(1), at(10))).toBe(2);
  expect(crashesIn(log, at(10), at(20))).toBe(0);
});

test("returns null for a time before the log begins", () => {
  expect(crashesIn(log.slice(3), at(1), at(5))).toBeNull();
  expect(crashesIn(log.slice(3), at(1), at(10))).toBe(1);
  expect(crashesIn([], at(1), at(10))).toBeNull();
});
