import { expect, test } from "vitest";
import { targetNames } from "./hidden-target-names";

const app = (name: string, region: string | null) => ({ app: { id: `id-${name}`, name }, region });
const short = (...apps: ReturnType<typeof app>[]) => apps.map(({ app: one }) => targetNames(apps)(one));

test("uses the region if it distinguishes the apps", () => {
  expect(short(app("shop-a", "eu"), app("shop-b", "us"))).toEqual(["eu", "us"]);
});

test("otherwise uses the end of the name", () => {
  const apps = [app("my-shop-production", "us"), app("my-shop-production-us", "us")];
  expect(short(...apps)).toEqual(["production", "production-us"]);
  expect(short(app("shop", null), app("store", null))).toEqual(["shop", "store"]);
  expect(short(app("shop-production", "eu"))).toEqual(["shop-production"]);
});

test("an app outside the list keeps its name, a hidden one is called hidden", () => {
  const nameOf = targetNames([app("shop-a", "eu"), app("shop-b", "us")]);
  expect(nameOf({ id: "gone", name: "shop-old" })).toBe("shop-old");
  expect(nameOf({ id: "gone", name: null })).toBe("hidden app");
});
