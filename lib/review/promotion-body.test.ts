import { expect, test } from "vitest";
import { PromotionCreate } from "@/lib/schemas/promotion";
import { aRelease } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { laneSource } from "./lane-source";
import { isOpen, laneTargets } from "./lane-target";
import { promotionBody } from "./promotion-body";

const uuid = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const current = aRelease({ id: uuid(2), current: true, slug: { id: uuid(3) } });
const source = aReviewApp({ app: { id: uuid(1), name: "example-app" }, current, releases: [current] });
const eu = aTarget({
  app: { id: uuid(4), name: "example-eu" },
  current: aRelease({ id: uuid(5), current: true, slug: { id: uuid(9) } }),
});
const us = aTarget({ app: { id: uuid(6), name: "example-us" }, region: "us", current: null });
const review = (targets = [eu, us], from = source) => ({
  pipeline: { id: uuid(7) },
  source: laneSource(from),
  chosen: laneTargets(from, targets, "production").filter(isOpen),
  order: "in turn" as const,
  note: " ",
  override: "",
  code: "",
});

test("every reviewed fact is pinned, and no empty field is sent", () => {
  const body = promotionBody(review());
  expect(body).toEqual({
    pipeline: uuid(7),
    source: { app: uuid(1), release: uuid(2), slug: uuid(3) },
    targets: [
      { app: uuid(4), expected_current: uuid(5) },
      { app: uuid(6), expected_current: null },
    ],
    order: "in turn",
  });
  expect(PromotionCreate.safeParse({ ...body, id: uuid(8) }).success).toBe(true);
});

test("note, reason and code are sent if given; a single target has no order", () => {
  const given = { note: " Fixes the sale ", override: "Fixes an outage", code: "123456" };
  expect(promotionBody({ ...review([eu]), ...given, pipeline: null })).toMatchObject({
    pipeline: null,
    order: "together",
    note: "Fixes the sale",
    override: "Fixes an outage",
    two_factor_code: "123456",
  });
});

test("an image is promoted without a slug", () => {
  const image = aRelease({
    id: uuid(2),
    current: true,
    slug: null,
    artifacts: [{ type: "oci-image", id: "i" }],
  });
  const fir = aReviewApp({ ...source, current: image, releases: [image], slug: null });
  expect(promotionBody(review([eu], fir))?.source).toEqual({ app: uuid(1), release: uuid(2), slug: null });
});

test("returns null if no target is chosen or nothing runs", () => {
  expect(promotionBody(review([]))).toBeNull();
  expect(promotionBody({ ...review(), source: laneSource({ ...source, current: null }) })).toBeNull();
});
