import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { aTarget as aPromotedTo, aPromotion, aTargetInUs, atStep } from "@/test/builders/promotions";
import { aTarget } from "@/test/builders/review";
import { promotionHistory } from "./promotion-history";
import { targetNames } from "./target-names";

const promoted = (id: string, version: number, differs: Parameters<typeof aRelease>[0] = {}) =>
  aRelease({
    id,
    version,
    description: "Promote example-app v11 a1b2c3d4",
    created_at: minute(0),
    ...differs,
  });

const eu = aTarget({ current: null, releases: [promoted("eu-33", 33)] });
const us = aTarget({
  app: { id: "app-us", name: "example-app-production-us" },
  region: "us",
  current: null,
  releases: [promoted("us-31", 31, { created_at: minute(2) })],
});
const history = (promotions = [aPromotion()], apps = [eu, us]) =>
  promotionHistory(promotions, apps, targetNames(apps));

test("what was promoted by other means is read from the releases, together when it happened together", () => {
  const [ours, theirs, ...rest] = history();
  expect(rest).toEqual([]);
  expect(ours).toMatchObject({
    version: 12,
    kind: "past",
    targets: ["eu", "us"],
    href: "/promotions/promotion-1",
  });
  expect(theirs).toMatchObject({ version: 11, kind: "past", targets: ["eu", "us"], elsewhere: true });
  expect(theirs?.href).toBe("/apps/example-app-production/releases/33");
});

test("an hour apart they are two", () => {
  const later = { ...us, releases: [promoted("us-31", 31, { created_at: minute(60) })] };
  expect(history([], [eu, later]).map(({ targets }) => targets)).toEqual([["us"], ["eu"]]);
  const again = { ...eu, releases: [promoted("eu-34", 34, { created_at: minute(5) }), ...eu.releases] };
  expect(history([], [again])).toHaveLength(2);
});

test("a release of ours is not told twice", () => {
  const own = { ...eu, releases: [promoted("release-34", 34, { description: "Promote example-app v12" })] };
  expect(history([aPromotion()], [own])).toHaveLength(1);
});

test("only what runs everywhere has the green tick", () => {
  const runs = { ...eu, current: promoted("release-34", 34) };
  const kind = (apps: (typeof eu)[], targets = [aPromotedTo()]) =>
    history(
      [aPromotion({ targets })],
      apps.map((app) => ({ ...app, releases: [] })),
    )[0]?.kind;
  expect(kind([runs])).toBe("ok");
  expect(kind([runs, us], [aPromotedTo(), aTargetInUs()])).toBe("past");
});

test("says which target failed, and that it was put back", () => {
  const targets = [aPromotedTo(), atStep("failed", aTargetInUs())];
  const row = (differs: Partial<ReturnType<typeof aPromotion>>) =>
    history([aPromotion({ targets, outcome: "failed", ...differs })])[0];
  expect(row({})).toMatchObject({ kind: "bad", failed: "us failed", note: null });
  expect(row({ put_back: "promotion-2" })).toMatchObject({
    kind: "repaired",
    failed: "us failed",
    note: "put back",
  });
  expect(row({ targets, outcome: "moving" })?.kind).toBe("live");
  expect(row({ targets: [atStep("stopped")], outcome: "stopped" })?.note).toBe("stopped");
  const failed = { ...eu, releases: [promoted("eu-33", 33, { status: "failed" })] };
  expect(history([], [failed, us])[0]).toMatchObject({ kind: "bad", failed: "eu failed" });
});

test("promotions to other stages and what put them back are left out", () => {
  const elsewhere = aPromotion({ targets: [aPromotedTo({ app: { id: "other", name: "other" } })] });
  expect(history([elsewhere, aPromotion({ kind: "put back" })], [{ ...eu, releases: [] }])).toEqual([]);
});
