import { describe, expect, test } from "vitest";
import { paths } from "./paths";

describe("paths.signIn", () => {
  test("keeps the page to return to and the requested scopes apart", () => {
    const url = new URL(paths.signIn("/apps/a?who=Ada&x=1", ["write", "read"]), "http://localhost");
    expect(url.searchParams.get("callbackUrl")).toBe("/apps/a?who=Ada&x=1");
    expect(url.searchParams.get("scope")).toBe("write read");
    expect(paths.signIn()).toBe("/sign-in");
    expect(paths.signIn(undefined, ["write"])).toBe("/sign-in?scope=write");
  });
});
