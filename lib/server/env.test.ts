import { describe, expect, test } from "vitest";
import { EnvProblems, readEnv } from "./env";

const local = { LOCAL_CLIENT_ID: "id", LOCAL_CLIENT_SECRET: "secret" };
const SECRET = "a".repeat(32);

function problemsOf(source: Record<string, string>): string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvProblems) return error.problems;
    throw error;
  }
}

describe("readEnv", () => {
  test("is local with nothing set, on the documented ports", () => {
    const env = readEnv({ ...local, HEROKU_API_KEY: "", PORT: "" });
    expect(env).toMatchObject({
      mode: "local",
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      herokuApiUrl: "http://127.0.0.1:3001",
      herokuIdUrl: "http://127.0.0.1:3001",
      scope: "identity write-protected",
      upstream: "the local platform",
    });
    expect(env.upstreamHosts).toContain("127.0.0.1:3002");
  });

  test("keeps the local platform's data apart from Heroku's, whatever the port", () => {
    expect(readEnv({ ...local, LOCAL_API_PORT: "4001" }).upstream).toBe("the local platform");
    expect(readEnv({ HEROKU_API_KEY: "k" }).upstream).toBe("https://api.heroku.com");
  });

  test("serves metrics only when a port is set, on loopback by default", () => {
    expect(readEnv({ ...local, METRICS_PORT: "" }).metrics).toBeUndefined();
    expect(readEnv({ ...local, METRICS_PORT: "9464" }).metrics).toEqual({ host: "127.0.0.1", port: 9464 });
    const everywhere = readEnv({ ...local, METRICS_PORT: "9464", METRICS_HOST: "0.0.0.0" });
    expect(everywhere.metrics).toEqual({ host: "0.0.0.0", port: 9464 });
    expect(problemsOf({ ...local, METRICS_PORT: "many" })).toEqual(["METRICS_PORT must be a port number"]);
  });

  test("is Heroku with a client", () => {
    const env = readEnv({
      HEROKU_OAUTH_ID: "id",
      HEROKU_OAUTH_SECRET: "s",
      SECRET,
      PUBLIC_URL: "https://x.example/",
      HEROKU_SCOPE: "identity,read",
    });
    expect(env).toMatchObject({
      mode: "oauth",
      publicUrl: "https://x.example",
      herokuApiUrl: "https://api.heroku.com",
      herokuIdUrl: "https://id.heroku.com",
      scope: "identity read",
      client: { id: "id", secret: "s" },
    });
  });

  test("reports everything at once", () => {
    const problems = problemsOf({
      PORT: "http",
      PUBLIC_URL: "slipway.example",
      DATABASE_URL: "mysql://x",
      SECRET: "short",
    });
    expect(problems.join("\n")).toMatch(/PORT.*\n.*PUBLIC_URL.*\n(.*\n)?.*DATABASE_URL.*\n.*SECRET/);
    expect(problemsOf({ HEROKU_OAUTH_SECRET: "s", HEROKU_API_KEY: "k" })).toHaveLength(3);
  });

  test.each(["0.0.0.0", "192.168.1.4", "slipway.example", "::", "127.evil.example"])(
    "refuses a key on %s",
    (HOST) => {
      expect(problemsOf({ HEROKU_API_KEY: "k", HOST })).toEqual([expect.stringContaining("HOST=127.0.0.1")]);
    },
  );

  test.each(["127.0.0.1", "127.0.0.2", "::1", "localhost"])("takes a key on %s", (HOST) => {
    expect(readEnv({ HEROKU_API_KEY: "k", HOST }).mode).toBe("key");
  });

  test("wants an origin as PUBLIC_URL, and known scopes", () => {
    expect(problemsOf({ ...local, PUBLIC_URL: "https://x.example/slipway" })).toHaveLength(1);
    expect(problemsOf({ ...local, PUBLIC_URL: "ftp://x.example" })).toHaveLength(1);
    expect(problemsOf({ ...local, HEROKU_SCOPE: "identity everything" })).toHaveLength(1);
  });
});
