import fc from "fast-check";
import { expect, test } from "vitest";
import type { App } from "@/lib/schemas/app";
import { anApp } from "@/test/builders/objects";
import { groupApps } from "./app-groups";
import { type Place, placesOf } from "./stages";

const app = (name: string, team?: string): App =>
  anApp({ id: `id-${name}`, name, team: team ? { name: team } : null });

const at = (stage: string, ...names: string[]) =>
  names.map((name) => ({ id: `c-${name}`, app: { id: `id-${name}` }, stage }));

const pipeline = (name: string, couplings: ReturnType<typeof at>) => ({
  id: `p-${name}`,
  name,
  owner: null,
  couplings,
  created_at: "2026-05-12T10:00:00.000Z",
  updated_at: "2026-05-12T10:00:00.000Z",
});

const shape = (apps: App[], places?: ReadonlyMap<string, Place>) =>
  groupApps(apps, places).map((group) => [group.name, ...group.apps.map(({ name }) => name)]);

test("pipelines come first, then teams, then personal apps, each group sorted by name", () => {
  const apps = [app("zoo"), app("mail", "two"), app("billing", "one"), app("shop", "two"), app("api")];
  const places = placesOf([pipeline("shop", at("staging", "shop")), pipeline("docs", at("staging", "zoo"))]);
  expect(shape(apps, places)).toEqual([
    ["docs", "zoo"],
    ["shop", "shop"],
    ["Team one", "billing"],
    ["Team two", "mail"],
    ["Personal", "api"],
  ]);
});

test("apps of a pipeline are in promotion order, review apps last", () => {
  const names = ["a-prod", "b-prod", "c-staging", "d-dev", "a-review"];
  const places = placesOf([
    pipeline("shop", [
      ...at("production", "b-prod", "a-prod"),
      ...at("review", "a-review"),
      ...at("staging", "c-staging"),
      ...at("development", "d-dev"),
    ]),
  ]);
  expect(
    shape(
      names.map((name) => app(name)),
      places,
    ),
  ).toEqual([["shop", "d-dev", "c-staging", "a-prod", "b-prod", "a-review"]]);
});

test("an account without pipelines has teams and personal apps", () => {
  expect(shape([app("b"), app("a", "one")])).toEqual([
    ["Team one", "a"],
    ["Personal", "b"],
  ]);
});

test("every app is in exactly one group", () => {
  const anyApp = fc.record({
    name: fc.stringMatching(/^[a-z][a-z0-9-]{2,10}$/),
    team: fc.option(fc.constantFrom("one", "two", "personal"), { nil: undefined }),
    stage: fc.option(fc.constantFrom("staging", "production", "review"), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(anyApp, { selector: ({ name }) => name }), (given) => {
      const couplings = given.flatMap(({ name, stage }) => (stage ? at(stage, name) : []));
      const apps = given.map(({ name, team }) => app(name, team));
      const grouped = groupApps(apps, placesOf([pipeline("shop", couplings)])).flatMap((group) => group.apps);
      expect(grouped.map(({ id }) => id).sort()).toEqual(apps.map(({ id }) => id).sort());
    }),
  );
});
