import { describe, expect, test } from "vitest";
import type { Release } from "@/lib/schemas/release";
import { ranOf } from "@/test/builders/objects";
import { artifactsOf, matchRelease, releasesBetween } from "./match-release";

const ada = { id: "ada", email: "ada@example.com" };
const release = (version: number, differs: Partial<Release> = {}): Release => ({
  id: `r${version}`,
  version,
  app: { id: "app", name: "app" },
  status: "succeeded",
  current: false,
  ran: ranOf(differs),
  eligible_for_rollback: true,
  description: "Promote staging v12 cb6999d",
  slug: { id: "slug" },
  artifacts: [{ type: "slug", id: "slug" }],
  release_phase: false,
  user: ada,
  created_at: "2026-11-21T12:00:00.000Z",
  updated_at: "2026-11-21T12:00:00.000Z",
  ...differs,
});
const intent = {
  kind: "promotion" as const,
  slug_id: "slug",
  artifacts: null,
  back_to_version: null,
  newest_version: 33,
  user_id: "ada",
  email: "ada@example.com",
};

describe("the release of an attempt", () => {
  test("is the first newer one by this account with the intended slug", () => {
    const ben = { user: { id: "ben", email: "ben@example.com" } };
    const releases = [
      release(37),
      release(36),
      release(35, ben),
      release(34, { slug: { id: "other" } }),
      release(33),
    ];
    expect(matchRelease(intent, releases)?.version).toBe(36);
    expect(matchRelease(intent, releases.slice(2))).toBeNull();
    expect(matchRelease({ ...intent, newest_version: null }, [release(1)])?.version).toBe(1);
  });

  test("is matched by email when upstream sends no user id", () => {
    const nameless = release(34, { user: { id: null, email: "ada@example.com" } });
    expect(matchRelease(intent, [nameless])?.version).toBe(34);
    expect(matchRelease(intent, [release(34, { user: { id: null, email: null } })])).toBeNull();
  });

  test("of a rollback is the one that rolled back to the same version", () => {
    const back = { ...intent, kind: "rollback" as const, back_to_version: 30 };
    const to = (version: number) => ({ description: `Rollback to v${version}` });
    expect(matchRelease(back, [release(35, to(30)), release(34, to(3))])?.version).toBe(35);
    expect(matchRelease(back, [release(34)])).toBeNull();
    expect(matchRelease(intent, [release(34, to(30))])).toBeNull();
  });

  test("of an app without slugs is matched by its images", () => {
    const image = { slug: null, artifacts: [{ type: "oci-image", id: "image" }] };
    const fir = { ...intent, slug_id: null, artifacts: artifactsOf(release(1, image)) };
    expect(matchRelease(fir, [release(35, image), release(34)])?.version).toBe(35);
    expect(artifactsOf(release(1, { slug: null, artifacts: [] }))).toBeNull();
  });
});

test("releasesBetween returns the releases between the newest at the check and ours, oldest first", () => {
  const all = [release(37), release(36), release(35, { description: null }), release(34), release(33)];
  expect(releasesBetween(all, 33, 36)).toEqual([
    { id: "r34", version: 34, description: "Promote staging v12 cb6999d" },
    { id: "r35", version: 35, description: null },
  ]);
  expect(releasesBetween(all, 35, 36)).toEqual([]);
});
