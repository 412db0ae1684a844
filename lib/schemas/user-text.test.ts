import { expect, test } from "vitest";
import { UpstreamAccount } from "./account";
import { HoldCreate } from "./hold";
import { ScreenPatch } from "./screen";

const spoof = " Wall\u202egnihton\u2066 ";
const marked = "Wall\ufffdgnihton\ufffd";

test("bidirectional controls are replaced in typed text and names", () => {
  expect(ScreenPatch.parse({ name: spoof }).name).toBe(marked);
  expect(HoldCreate.parse({ reason: spoof }).reason).toBe(marked);
  expect(UpstreamAccount.parse({ id: "a", email: "a@b.c", name: spoof }).name).toBe(marked);
  expect(ScreenPatch.safeParse({ name: "   " }).error?.issues[0]?.message).toBe("give it a name");
});
