import { expect, test } from "vitest";
import { anApp } from "@/test/builders/objects";
import { rankApps } from "./rank-apps";

const apps = ["mail-relay", "storefront-eu", "storefront-staging", "eu-relay", "example-app"].map((name) =>
  anApp({ id: name, name }),
);
const names = (text: string) => rankApps(apps, text).map((app) => app.name);

test.each([
  ["eu", ["eu-relay", "storefront-eu"]],
  ["relay", ["eu-relay", "mail-relay"]],
  ["store st", ["storefront-staging"]],
  ["xyz", []],
])("finds %s", (text, found) => expect(names(text).slice(0, Math.max(found.length, 0))).toEqual(found));

test("ranks names with scattered letters last", () => expect(names("sfe")).toEqual(["storefront-eu"]));
test("lists all apps by name for an empty query", () => expect(names("")).toHaveLength(5));
