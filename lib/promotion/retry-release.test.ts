import { describe, expect, test } from "vitest";
import { aRelease } from "@/test/builders/objects";
import { retryOf } from "./retry-release";

const current = aRelease({ id: "r12", version: 12, current: true, slug: { id: "s12" } });
const failed = aRelease({
  id: "r13",
  version: 13,
  status: "failed",
  slug: { id: "s13" },
  description: "Deploy e07c4d9",
});

describe("the retry of a failed release", () => {
  test("releases its slug again, pinned to the running release", () => {
    expect(retryOf(failed, [failed, current])).toEqual({
      slug: "s13",
      description: "Retry of v13: Deploy e07c4d9",
      expected_current: "r12",
    });
    expect(retryOf({ ...failed, description: null }, [])).toMatchObject({
      description: "Retry of v13",
      expected_current: null,
    });
  });

  test("the description of a retried retry names only the first retry", () => {
    const again = { ...failed, version: 14, description: "Retry of v13: Deploy e07c4d9" };
    expect(retryOf(again, [current])?.description).toBe("Retry of v14: Deploy e07c4d9");
  });

  test("runs the release phase again if a config change failed in it, while that release is the newest", () => {
    const onConfig = { ...failed, slug: { id: "s12" } };
    expect(retryOf(onConfig, [onConfig, current])).toMatchObject({ slug: "s12", expected_current: "r12" });
    const newer = aRelease({ id: "r14", version: 14, status: "failed", slug: { id: "s12" } });
    expect(retryOf(onConfig, [newer, onConfig, current])).toBeNull();
  });

  test("is not offered where it has no effect", () => {
    expect(retryOf(current, [current])).toBeNull();
    expect(retryOf({ ...failed, status: "expired" }, [current])).toBeNull();
    expect(retryOf({ ...failed, slug: null }, [current])).toBeNull();
    expect(retryOf({ ...failed, slug: { id: "s12" } }, [current])).toBeNull();
    const pending = aRelease({ id: "r14", version: 14, status: "pending" });
    expect(retryOf(failed, [pending, failed, current])).toBeNull();
  });
});
