import { describe, expect, test } from "vitest";
import { aRelease } from "@/test/builders/objects";
import { aReviewApp, aSlug } from "@/test/builders/review";
import { previewOf } from "./preview";
import { slugSource } from "./slug-source";

const worker = aSlug({ id: "slug-9", process_types: { web: "npm start", worker: "npm run work" }, size: 50 });

describe("the preview of releasing a slug", () => {
  test("compares the slug, not what the app runs", () => {
    const app = aReviewApp();
    const preview = previewOf(slugSource(app, worker), app);
    expect(preview.same).toBe(false);
    expect(preview.source?.slug).toBe("slug-9");
    expect(preview.processes?.added).toEqual([{ name: "worker", command: "npm run work" }]);
    expect(preview.size.bytes).toBe(50);
  });

  test("detects a slug that already runs there, also on another app", () => {
    const app = aReviewApp();
    expect(previewOf(slugSource(app, aSlug()), app).same).toBe(true);
    const other = aReviewApp({
      app: { id: "app-2", name: "other" },
      current: null,
      releases: [],
      slug: null,
    });
    expect(previewOf(slugSource(other, aSlug()), app).same).toBe(true);
  });

  test("uses the newest successful release with the slug for the time it ran", () => {
    const old = aRelease({ id: "release-3", version: 3, slug: { id: "slug-9" } });
    const failed = aRelease({ id: "release-4", version: 4, slug: { id: "slug-9" }, status: "failed" });
    const app = aReviewApp({ releases: [aRelease({ current: true, version: 5 }), failed, old] });
    expect(slugSource(app, worker).current?.id).toBe("release-3");
  });
});
