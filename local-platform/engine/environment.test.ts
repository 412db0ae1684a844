import { delimiter, dirname } from "node:path";
import { expect, test } from "vitest";
import { inTempFolder, run, writeTree } from "@/test/harness/tarballs";
import { childEnvironment, withProfiles } from "./environment";

const options = { app: "/app", home: "/h", tmp: "/t", configVars: {}, platform: {} };
const own = dirname(process.execPath);
const commands = ["/app/.heroku/tools/node_modules/.bin", "/app/bin", "/app/node_modules/.bin"];

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
    MEMORY_AVAILABLE: "512",
    WEB_CONCURRENCY: "1",
    WEB_MEMORY: "512",
    PATH: [own, "/bin", ...commands].join(delimiter),
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
  expect(childEnvironment({ NODE_ENV: "test", PATH }, options).PATH).toBe(
    [own, "/tools", ...commands].join(delimiter),
  );
});

test("sources .profile.d scripts in order, then .profile, before the command", async () => {
  await inTempFolder(async (folder) => {
    writeTree(folder, {
      ".profile.d/2.sh": "ORDER=$ORDER-two",
      ".profile.d/1.sh": "ORDER=one",
      ".profile.d/notes.txt": "exit 1",
      ".profile": "export ORDER=$ORDER-own",
    });
    const command = await withProfiles(folder, "echo $ORDER");
    expect(run("sh", ["-c", command], folder)).toBe("one-two-own\n");
    expect(await withProfiles("/absent", "echo")).toBe("echo");
  });
});
