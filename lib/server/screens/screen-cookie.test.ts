import { afterEach, describe, expect, test, vi } from "vitest";
import { env } from "@/lib/server/env";
import { deviceCookie, newDevice, readDevice } from "./pairings";

afterEach(() => {
  vi.unstubAllEnvs();
  env.reset();
});

function at(publicUrl: string): void {
  env.reset();
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  vi.stubEnv("PUBLIC_URL", publicUrl);
}

describe("a screen's cookie", () => {
  test("has the __Host- prefix over https", () => {
    at("https://slipway.example.com");
    const cookie = deviceCookie(newDevice());
    expect(cookie).toMatch(/^__Host-slipway-screen=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; /);
    expect(cookie).toMatch(/SameSite=Strict; Secure$/);
  });

  test("has the port in its name over http, because cookies ignore ports", () => {
    at("http://192.168.1.20:3000");
    const device = newDevice();
    const [pair = ""] = deviceCookie(device).split(";");
    expect(pair).toMatch(/^slipway-screen-3000=/);
    expect(deviceCookie(device)).not.toContain("Secure");
    expect(readDevice(new Headers({ cookie: `other=1; ${pair}; slipway-3000=x` }))).toEqual(device);
  });

  test.each(["", "slipway-screen-3000=short", "slipway-screen-3001=x", "slipway-screen-3000=../../etc"])(
    "is not read from %j",
    async (cookie) => {
      at("http://localhost:3000");
      expect(readDevice(new Headers({ cookie }))).toBeNull();
    },
  );

  test("is stored as a hash that does not contain the token", () => {
    at("http://localhost:3000");
    const { id, token } = newDevice();
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(id).not.toContain(token);
  });
});
