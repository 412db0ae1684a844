import { describe, expect, test } from "vitest";
import { obstacleTo } from "./instant-updates";

const heroku = "https://api.heroku.com";

describe("obstacleTo", () => {
  test.each(["https://slipway.example.com", "https://203.0.114.7", "https://slipway.example.com:8443"])(
    "returns null for %s",
    (url) => expect(obstacleTo(url, heroku)).toBeNull(),
  );

  test.each([
    ["http://slipway.example.com", "https"],
    ["http://localhost:3000", "network"],
    ["https://localhost", "network"],
    ["https://192.168.1.20", "network"],
    ["https://10.0.0.4:3000", "network"],
    ["https://[::1]:3000", "network"],
    ["https://slipway", "network"],
    ["https://tv.local", "network"],
  ])("returns the reason why Heroku cannot deliver to %s", (url, why) => {
    expect(obstacleTo(url, heroku)).toContain(why);
    expect(obstacleTo(url, heroku)).toContain(url);
  });

  test("returns null for a platform on this machine, whatever the public URL", () => {
    expect(obstacleTo("http://localhost:3000", "http://127.0.0.1:3001")).toBeNull();
  });
});
