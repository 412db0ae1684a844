import { describe, expect, test } from "vitest";
import type { ReviewApp } from "@/lib/schemas/review";
import { aRelease, minute } from "@/test/builders/objects";
import { aReviewApp } from "@/test/builders/review";
import { previewOf } from "./preview";

describe("apps without slugs", () => {
  const runs = (image: string) =>
    aRelease({ current: true, slug: null, artifacts: [{ type: "oci-image", id: image }] });
  const fir = (image: string, differs: Partial<ReviewApp> = {}) =>
    aReviewApp({
      generation: "fir",
      stack: "cnb",
      current: runs(image),
      newest: runs(image),
      releases: [runs(image)],
      builds: [],
      slug: null,
      image: {
        id: image,
        digest: `sha256:${image}`,
        commit: "0123abcd",
        commit_description: "Fix login",
        stack: "heroku-24",
        process_types: { web: "npm start", release: "npm run migrate" },
        created_at: minute(0),
      },
      ...differs,
    });

  test("the preview of an app without slugs comes from its image", () => {
    const preview = previewOf(fir("image-b"), fir("image-a"));
    expect(preview).toMatchObject({
      same: false,
      source: { slug: null, image: "image-b", commit: "0123abcd", description: "Fix login" },
      release_phase: { runs: true },
      stack: { to: "heroku-24", changed: false },
      size: { bytes: null, difference: null },
      checksum: { from: "sha256:image-a", to: "sha256:image-b", changed: true },
      built: { at: minute(0), user: null },
    });
    expect(preview.processes?.same).toHaveLength(2);
    expect(previewOf(fir("image-a"), fir("image-a")).same).toBe(true);
  });

  test("an unreadable image leaves every fact unknown, and two unknown images are not the same", () => {
    const bare = aReviewApp({
      current: aRelease({ current: true, slug: null, artifacts: [] }),
      builds: [],
      slug: null,
    });
    expect(previewOf(fir("image-b", { image: null }), fir("image-a"))).toMatchObject({
      processes: null,
      release_phase: { runs: null },
      built: null,
    });
    expect(previewOf(bare, bare)).toMatchObject({ same: false, source: null, target: null });
  });
});
