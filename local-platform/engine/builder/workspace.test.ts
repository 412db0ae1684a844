import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { npmSettings } from "./workspace";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "slipway-npmrc-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("registry and CA settings are taken from the user's npmrc, nothing else", async () => {
  const userconfig = join(root, "npmrc");
  await writeFile(
    userconfig,
    [
      "; a comment",
      "registry = https://npm.example/",
      "@ours:registry=https://ours.example/",
      ["//ours.example/:_authToken=$", "{TOKEN}"].join(""),
      "cafile=/ca.pem",
      "omit=dev",
      "ignore-scripts=true",
      "prefix=/somewhere",
    ].join("\n"),
  );
  const settings = await npmSettings({ NODE_ENV: "test", npm_config_userconfig: userconfig, TOKEN: "t" });
  expect(settings.trim().split("\n")).toEqual([
    "registry = https://npm.example/",
    "@ours:registry=https://ours.example/",
    "//ours.example/:_authToken=t",
    "cafile=/ca.pem",
  ]);
});

test("variables come last, so that they win", async () => {
  const settings = await npmSettings({
    NODE_ENV: "test",
    npm_config_userconfig: join(root, "absent"),
    NPM_CONFIG_REGISTRY: "https://npm.example/",
    npm_config_strict_ssl: "false",
    npm_config_production: "true",
  });
  expect(settings).toBe("registry=https://npm.example/\nstrict-ssl=false\n");
});
