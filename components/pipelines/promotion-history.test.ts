import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { aTarget as aPromotedTo, aPromotion, aTargetInUs, atStep } from "@/test/builders/promotions";
import { aTarget } from "@/test/builders/review";
import { promotionHistory } from "./promotion-history";

const promoted = (id: string, version: number, differs: Parameters<typeof aRelease>[0] = {}) =>
  aRelease({
    id,
    version,
    description: "Promote example-app v11 a1b2c3d4",
    created_at: minute(0),
    ...differs,
  });

const later = aRelease({ id: "later", version: 50, created_at: minute(90) });
const eu = aTarget({ current: later, releases: [promoted("eu-33", 33)] });
const us = aTarget({
  app: { id: "app-us", name: "example-app-production-us" },
  region: "us",
  current: later,
  releases: [promoted("us-31", 31, { created_at: minute(2) })],
});
const history = (promotions = [aPromotion()], apps = [eu, us]) => promotionHistory(promotions, apps);

test("promotions made elsewhere are derived from the releases, grouped if they happened together", () => {
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

test("promotions an hour apart are separate", () => {
  const apart = { ...us, releases: [promoted("us-31", 31, { created_at: minute(60) })] };
  expect(history([], [eu, apart]).map(({ targets }) => targets)).toEqual([["us"], ["eu"]]);
  const again = { ...eu, releases: [promoted("eu-34", 34, { created_at: minute(5) }), ...eu.releases] };
  expect(history([], [again])).toHaveLength(2);
});

test("a release of a recorded promotion appears once", () => {
  const own = { ...eu, releases: [promoted("release-34", 34, { description: "Promote example-app v12" })] };
  expect(history([aPromotion()], [own])).toHaveLength(1);
});

test("only a promotion that runs on all targets has the green tick", () => {
  const runs = { ...eu, current: promoted("release-34", 34) };
  const kind = (apps: (typeof eu)[], targets = [aPromotedTo()]) =>
    history(
      [aPromotion({ targets })],
      apps.map((app) => ({ ...app, releases: [] })),
    )[0]?.kind;
  expect(kind([runs])).toBe("ok");
  expect(kind([runs, { ...us, current: null }], [aPromotedTo(), aTargetInUs()])).toBe("unknown");
  expect(kind([runs], [aPromotedTo({ app: { id: "app-eu", name: null } })])).toBe("unknown");
  const overtaken = { ...us, current: promoted("us-40", 40) };
  expect(kind([runs, overtaken], [aPromotedTo(), aTargetInUs()])).toBe("past");
});

test("names the failed target, and notes that the promotion was rolled back", () => {
  const targets = [aPromotedTo(), atStep("failed", aTargetInUs())];
  const row = (differs: Partial<ReturnType<typeof aPromotion>>) =>
    history([aPromotion({ targets, outcome: "failed", ...differs })], [eu, { ...us, current: null }])[0];
  expect(row({})).toMatchObject({ kind: "bad", failed: "us failed", note: null });
  expect(history([aPromotion({ targets, outcome: "failed" })])[0]?.kind).toBe("repaired");
  expect(row({ put_back: "promotion-2" })).toMatchObject({
    kind: "repaired",
    failed: "us failed",
    note: "rolled back",
  });
  expect(row({ targets, outcome: "moving" })?.kind).toBe("live");
  expect(row({ targets: [atStep("stopped")], outcome: "stopped" })?.note).toBe("stopped");
  const failed = { ...eu, releases: [promoted("eu-33", 33, { status: "failed" })] };
  expect(history([], [{ ...failed, current: null }, us])[0]).toMatchObject({
    kind: "bad",
    failed: "eu failed",
  });
  expect(history([], [failed, us])[0]).toMatchObject({ kind: "repaired", failed: "eu failed" });
});

test("promotions to other stages and their roll backs are left out", () => {
  const elsewhere = aPromotion({ targets: [aPromotedTo({ app: { id: "other", name: "other" } })] });
  expect(history([elsewhere, aPromotion({ kind: "put back" })], [{ ...eu, releases: [] }])).toEqual([]);
});

test("states until when it ran, even if only a newer recorded promotion shows it", () => {
  const runs = { ...eu, current: promoted("release-35", 35, { created_at: minute(40) }), releases: [] };
  expect(history([aPromotion({ targets: [aPromotedTo()] })], [runs])[0]?.until).toBe(minute(40));
  const newer = aPromotion({
    id: "promotion-9",
    created_at: minute(50),
    targets: [aPromotedTo({ released_at: minute(51) })],
  });
  const older = aPromotion({ targets: [aPromotedTo()] });
  const [, row] = history([newer, older], [{ ...eu, current: null, releases: [] }]);
  expect(row).toMatchObject({ kind: "past", until: minute(51) });
});

test("an app that left the stage keeps its name, a hidden one has none", () => {
  const gone = aPromotedTo({ app: { id: "gone", name: "shop-old" } });
  const hidden = aPromotedTo({ app: { id: "secret", name: null } });
  const targets = [aPromotedTo(), gone, hidden];
  expect(history([aPromotion({ targets })])[0]?.targets).toEqual(["eu", "shop-old", "hidden app"]);
});
