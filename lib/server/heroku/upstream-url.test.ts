import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardUpstreamUrl, isPrivateAddress, publicLookup } from "./upstream-url";

const heroku = new Set(["*.heroku.com", "*.amazonaws.com"]);
const local = new Set(["127.0.0.1:3002", "streams.internal"]);
const follows = (url: string, hosts: ReadonlySet<string> = heroku): boolean => {
  try {
    guardUpstreamUrl(url, hosts);
    return true;
  } catch {
    return false;
  }
};

describe("a URL from upstream", () => {
  test.each([
    "https://build-output.heroku.com/streams/ab/cd?X-Amz-Signature=1",
    "https://release-output.heroku.com/x",
    "https://logs-api.heroku.com/x",
    "https://s3-external-1.amazonaws.com/herokusources/x?Signature=1",
    "https://herokusources.s3.amazonaws.com/x",
    "https://bucket.s3.us-east-1.amazonaws.com/x",
    "https://s3.eu-west-1.amazonaws.com/bucket/x",
    "https://s3-eu-west-1.amazonaws.com/bucket/x",
  ])("on a Heroku host is allowed: %s", (url) => {
    expect(guardUpstreamUrl(url, heroku).trusted).toBe(false);
  });

  test.each([
    "http://build-output.heroku.com/x",
    "https://build-output.heroku.com:8443/x",
    "https://heroku.com.evil.example/x",
    "https://evilheroku.com/x",
    "https://heroku.com/x",
    "https://user@build-output.heroku.com/x",
    "https://build-output.heroku.com@evil.example/x",
    "https://build-output.heroku.com.:443/x",
    "https://ec2-1-2-3-4.compute-1.amazonaws.com/x",
    "https://evil.amazonaws.com/x",
    "https://evils3.amazonaws.com/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/x",
    "file:///etc/passwd",
    "gopher://build-output.heroku.com/x",
    "data:text/plain,x",
    "//build-output.heroku.com/x",
    "",
  ])("on any other host is rejected: %s", (url) => {
    expect(follows(url)).toBe(false);
  });

  test("is allowed over http only where the operator named host and port", () => {
    expect(guardUpstreamUrl("http://127.0.0.1:3002/streams/x", local).trusted).toBe(true);
    expect(guardUpstreamUrl("https://streams.internal/x", local).trusted).toBe(true);
    for (const url of [
      "http://127.0.0.1:3001/x",
      "http://127.0.0.1/x",
      "http://streams.internal/x",
      "http://localhost:3002/x",
    ]) {
      expect([url, follows(url, local)]).toEqual([url, false]);
    }
    expect(follows("https://build-output.heroku.com/x", local)).toBe(false);
  });

  test("is never allowed on a host outside the known domains", () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
    const around = fc.constantFrom(
      (name: string) => name,
      (name: string) => `${name}.heroku.com`,
      (name: string) => `build-output.heroku.com.${name}`,
      (name: string) => `heroku.com@${name}`,
      (name: string) => `build-output.heroku.com\\@${name}`,
      (name: string) => `${name}#.heroku.com`,
      (name: string) => `${name}?.heroku.com`,
      (name: string) => `${name}%2f.heroku.com`,
      (name: string) => `${name}:443`,
    );
    const scheme = fc.constantFrom("https://", "http://", "https:", "HTTPS://", "ftp://", "https:///");
    fc.assert(
      fc.property(scheme, host, around, fc.webPath(), (before, name, wrap, path) => {
        const text = `${before}${wrap(name)}${path}`;
        fc.pre(follows(text));
        const url = new URL(text);
        const known =
          url.hostname.endsWith(".heroku.com") || /(^|\.)s3[\w-.]*\.amazonaws\.com$/.test(url.hostname);
        return (
          known && url.protocol === "https:" && url.port === "" && url.username === "" && url.password === ""
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("a host name", () => {
  test("that resolves to a private address is rejected", async () => {
    const resolved = await new Promise((resolve) =>
      publicLookup("localhost", { all: true }, (error) => resolve(error)),
    );
    expect(String(resolved)).toContain("private address");
  });
});

describe("isPrivateAddress", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8.evil",
    "not an address",
  ])("is true for %s", (address) => expect(isPrivateAddress(address)).toBe(true));
  test.each(["8.8.8.8", "54.231.1.1", "172.32.0.1", "2600:1f18::1", "::ffff:8.8.8.8"])(
    "%s is none",
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});
