import { expect, test } from "vitest";
import { targetNames } from "./target-names";

const target = (name: string | null, region: string | null) => ({
  id: `${name}`,
  app: { id: "", name },
  region,
});
const short = (...targets: ReturnType<typeof target>[]) => [...targetNames(targets).values()];

test("targets are named by their region if it distinguishes them", () => {
  expect(short(target("shop-a", "eu"), target("shop-b", "us"))).toEqual(["eu", "us"]);
});

test("targets of one region are named by the end of their app's name", () => {
  expect(short(target("my-shop-production", "us"), target("my-shop-production-us", "us"))).toEqual([
    "production",
    "production-us",
  ]);
  expect(short(target("shop", null), target("store", null))).toEqual(["shop", "store"]);
  expect(short(target("shop-production", "eu"))).toEqual(["shop-production"]);
});

test("an app without a name is called hidden", () => {
  expect(short(target("shop-a", "us"), target(null, "us"))).toEqual(["shop-a", "a hidden app"]);
});
