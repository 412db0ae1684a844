import { delimiter, dirname } from "node:path";
import { expect, test } from "vitest";
import { childEnvironment } from "@/local-platform/engine/environment";

const options = { home: "/h", tmp: "/t", configVars: {}, platform: {} };
const own = dirname(process.execPath);

test("passes on allowed variables only", () => {
  const ours = {
    NODE_ENV: "test" as const,
    SECRET: "x",
    DATABASE_URL: "x",
    HEROKU_API_KEY: "x",
    npm_config_registry: "x",
    NODE_OPTIONS: "--inspect",
    HTTPS_PROXY: "http://proxy.example",
    NODE_EXTRA_CA_CERTS: "/ca.pem",
    TZ: "UTC",
    PATH: "/bin",
  };
  expect(childEnvironment(ours, options)).toEqual({
    HTTPS_PROXY: "http://proxy.example",
    NODE_EXTRA_CA_CERTS: "/ca.pem",
    TZ: "UTC",
    LANG: "C.UTF-8",
    NODE_ENV: "production",
    PATH: [own, "/bin"].join(delimiter),
    HOME: "/h",
    TMPDIR: "/t",
  });
});

test("includes config vars except those that would override PATH or the platform's own", () => {
  const configVars = {
    NODE_ENV: "staging",
    PATH: "/x",
    HOME: "/x",
    LD_PRELOAD: "/x",
    PORT: "1",
    GREETING: "hi",
  };
  const env = childEnvironment(
    { NODE_ENV: "test", PATH: "" },
    { ...options, configVars, platform: { PORT: "5000" } },
  );
  expect(env).toMatchObject({ NODE_ENV: "staging", HOME: "/h", PORT: "5000", GREETING: "hi" });
  expect(env.PATH).not.toContain("/x");
  expect(env.LD_PRELOAD).toBeUndefined();
});

test("omits the folders that npm adds to PATH for scripts", () => {
  const PATH = ["/repo/node_modules/.bin", "/npm/node-gyp-bin", own, "/tools"].join(delimiter);
  expect(childEnvironment({ NODE_ENV: "test", PATH }, options).PATH).toBe([own, "/tools"].join(delimiter));
});
