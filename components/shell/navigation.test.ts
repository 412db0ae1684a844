import { describe, expect, test } from "vitest";
import { navigation } from "./navigation";

const here = "http://localhost:3000/apps/example-app?who=Ada";

describe("navigation", () => {
  test("is pending until a page is shown, also when a redirect leads elsewhere", () => {
    navigation.arrived("/apps/example-app?who=Ada");
    navigation.began("/apps/example-app/builds/latest", here);
    expect(navigation.pending()).toBe("/apps/example-app/builds/latest");
    navigation.arrived("/apps/example-app/builds/5be01f2");
    expect(navigation.pending()).toBeNull();
  });

  test("is not pending for an anchor on the current page", () => {
    navigation.began("?who=Ada#top", here);
    expect(navigation.pending()).toBeNull();
    navigation.began("?who=Ben", here);
    expect(navigation.pending()).toBe("/apps/example-app?who=Ben");
  });
});
