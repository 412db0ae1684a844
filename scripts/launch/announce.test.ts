import { describe, expect, test } from "vitest";
import { announcement } from "./announce.mjs";

const local = {
  local: true,
  key: false,
  host: "127.0.0.1",
  port: 3000,
  publicUrl: "http://localhost:3000",
  appsPort: 3003,
};
const lan = ["192.168.1.20", "10.0.0.4"];
const said = (more: Partial<typeof local>, addresses = lan) =>
  announcement({ ...local, ...more }, addresses).join("\n");

describe("the announcement of a start", () => {
  test("has one line about the network, and no wall, while only this machine is served", () => {
    const text = said({});
    expect(text).toContain("HOST=0.0.0.0 PUBLIC_URL=http://192.168.1.20:3000 npm start");
    expect(text).not.toContain("/wall");
    expect(said({}, [])).toContain("PUBLIC_URL=http://<address of this machine>:3000");
  });

  test("has the wall's address on each network, and where to sign in", () => {
    const text = said({ host: "0.0.0.0" });
    expect(text.match(/http:\/\/\S+\/wall$/gm)).toEqual([
      "http://192.168.1.20:3000/wall",
      "http://10.0.0.4:3000/wall",
    ]);
    expect(text).toContain("browsers of this machine");
    expect(text).toContain("https");
    expect(said({ host: "0.0.0.0", local: false, port: 4000 })).toContain(
      "PORT=4000 HOST=0.0.0.0 PUBLIC_URL=http://192.168.1.20:4000 npm start",
    );
  });

  test("names PUBLIC_URL first and once, with no further hint when it is reachable", () => {
    const text = said({ host: "0.0.0.0", publicUrl: "http://192.168.1.20:3000" });
    expect(text.match(/\S+\/wall$/gm)).toEqual([
      "http://192.168.1.20:3000/wall",
      "http://10.0.0.4:3000/wall",
    ]);
    expect(text).not.toContain("npm start");
    expect(said({ host: "192.168.1.20", publicUrl: "http://192.168.1.20:3000" })).toContain(
      "http://192.168.1.20:3000/wall",
    );
  });

  test("does not mention screen savers behind https", () => {
    const text = said({ host: "0.0.0.0", publicUrl: "https://slipway.example.com" });
    expect(text).toContain("https://slipway.example.com/wall");
    expect(text).not.toContain("screen saver");
  });

  test("has the wall's address behind a proxy on this machine", () => {
    expect(said({ publicUrl: "https://slipway.example.com" })).toContain("https://slipway.example.com/wall");
  });

  test("never offers the key of one person to the network", () => {
    const text = said({ local: false, key: true });
    expect(text).toContain("for this machine only");
    expect(text).not.toContain("HOST=");
  });
});
