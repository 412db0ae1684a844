import { expect, test } from "vitest";
import { cookieFor } from "./cookie";

test("cookies have the __Host- prefix over https", () => {
  expect(cookieFor({ publicUrl: "https://x.example", port: 3000 })).toEqual({
    name: "__Host-slipway",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
  });
});

test("cookies have the port in their names over http, because cookies ignore ports", () => {
  expect(cookieFor({ publicUrl: "http://localhost:3000", port: 3000 })).toMatchObject({
    name: "slipway-3000",
    options: { secure: false },
  });
  expect(cookieFor({ publicUrl: "http://localhost:3000", port: 3000 }, "state").name).toBe(
    "slipway-state-3000",
  );
});
