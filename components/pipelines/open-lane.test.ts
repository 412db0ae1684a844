import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { aHold, aReviewApp, aTarget } from "@/test/builders/review";
import { openLane } from "./open-lane";

const staging = aReviewApp({ app: { id: "id-staging", name: "shop-staging" } });
const eu = aTarget({ app: { id: "id-eu", name: "shop-eu" } });
const us = aTarget({ app: { id: "id-us", name: "shop-us" } });
const same = aTarget({ app: { id: "id-same", name: "shop-same" }, current: staging.current });
const lane = { from: "staging", to: "production", sources: [staging], targets: [eu, us, same] };

const running = (id: string, name: string, slug: string, at: string) => {
  const current = aRelease({ id: `r-${id}`, version: 7, slug: { id: slug }, current: true, created_at: at });
  return aReviewApp({
    app: { id, name },
    stage: "development",
    current,
    newest: current,
    releases: [current],
  });
};
const nothing = { lane: null, source: null, targets: null };

test("selects all targets that run other code and may be deployed", () => {
  expect(openLane([lane], nothing)?.ticked).toEqual(["id-eu", "id-us"]);
  const forbidden = { ...us, may_deploy: false };
  const pending = { ...eu, newest: aRelease({ id: "r", version: 99, status: "pending" }) };
  expect(openLane([{ ...lane, targets: [forbidden, pending, eu] }], nothing)?.ticked).toEqual(["id-eu"]);
});

test("a locked target starts unselected, and is selected if the address names it", () => {
  const locked = { ...us, holds: [aHold()] };
  const marked = { ...eu, holds: [aHold({ kind: "slug", slug: { id: "slug-1" } })] };
  const lanes = [{ ...lane, targets: [marked, locked] }];
  expect(openLane(lanes, nothing)?.ticked).toEqual(["id-eu"]);
  expect(openLane(lanes, { ...nothing, targets: ["shop-us"] })?.ticked).toEqual(["id-us"]);
});

test("the address selects targets by name or id, and none if it names none", () => {
  const ticked = (...targets: string[]) => openLane([lane], { ...nothing, targets })?.ticked;
  expect(ticked("shop-us")).toEqual(["id-us"]);
  expect(ticked("id-eu", "gone")).toEqual(["id-eu"]);
  expect(ticked()).toEqual([]);
});

test("without an address the lane with the newest change is open", () => {
  const old = running("id-dev", "shop-dev", "slug-9", minute(-30));
  const newer = running("id-dev2", "shop-dev-2", "slug-10", minute(30));
  const first = { from: "development", to: "staging", sources: [old], targets: [staging] };
  expect(openLane([first, lane], nothing)?.lane).toBe(lane);
  const moved = { ...first, sources: [old, newer] };
  expect(openLane([moved, lane], nothing)).toMatchObject({ lane: moved, source: newer });
  expect(openLane([moved, lane], { ...nothing, lane: "staging-production" })?.lane).toBe(lane);
  expect(openLane([moved, lane], { ...nothing, source: "shop-dev" })?.source).toBe(old);
  expect(openLane([moved, lane], { ...nothing, lane: "gone-away" })?.lane).toBe(moved);
});

test("if nothing differs the lane to production is open; without lanes none is", () => {
  const first = { from: "development", to: "staging", sources: [staging], targets: [same] };
  const last = { ...lane, targets: [same] };
  expect(openLane([first, last], nothing)).toMatchObject({ lane: last, ticked: [] });
  expect(openLane([], nothing)).toBeNull();
});
