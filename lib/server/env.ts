import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { perProcess } from "./process/per-process";

export type Mode = "local" | "oauth" | "key";

/** The settings of the process, validated. */
export type Env = {
  mode: Mode;
  host: string;
  port: number;
  /** Origin that browsers see, without a trailing slash. */
  publicUrl: string;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string | undefined;
  /** Undefined when it is generated and stored in `dataDir`. */
  secret: string | undefined;
  secretPrevious: string | undefined;
  client: { id: string; secret: string } | undefined;
  apiKey: string | undefined;
  /** Space-separated scopes that sign-in requests. */
  scope: string;
  /** Origins without a trailing slash. */
  herokuApiUrl: string;
  herokuIdUrl: string;
  /** Names the upstream whose data the store holds: data of different upstreams never mix. */
  upstream: string;
  /** The number of proxies in front of this server whose X-Forwarded-For is trusted. */
  trustedProxies: number;
  /** The address that serves Prometheus metrics; undefined when none does. */
  metrics: { host: string; port: number } | undefined;
  /** `host[:port]`, or `*.domain`, that output streams and storage may come from. */
  upstreamHosts: Set<string>;
  /** The factor by which polling and the aging of data are accelerated; above 1 only in tests. */
  timeScale: number;
};

/** All problems of the environment, one sentence each. */
export class EnvProblems extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`Slipway cannot start with this environment:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "EnvProblems";
    this.problems = problems;
  }
}

const Port = z.coerce.number("must be a port number").int("must be a port number").min(1).max(65_535);
const port = (fallback: number) => Port.default(fallback);

const origin = z
  .string()
  .refine(
    (text) => /^https?:\/\/[^/?#@\s]+\/?$/i.test(text) && URL.canParse(text),
    "must be an origin such as https://slipway.example.com, without a path",
  )
  .transform((text) => new URL(text).origin)
  .optional();

const secret = z.string().min(32, "must have at least 32 characters; make one with: openssl rand -base64 32");

const Variables = z.object({
  PORT: port(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: origin,
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  SECRET: secret.optional(),
  SECRET_PREVIOUS: secret.optional(),
  HEROKU_OAUTH_ID: z.string().optional(),
  HEROKU_OAUTH_SECRET: z.string().optional(),
  HEROKU_API_KEY: z.string().optional(),
  HEROKU_SCOPE: z
    .string()
    .default("identity write-protected")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.enum(["global", "identity", "read", "write", "read-protected", "write-protected"])))
    .transform((scopes) => scopes.join(" ")),
  HEROKU_API_URL: origin,
  HEROKU_ID_URL: origin,
  UPSTREAM_HOSTS: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean)),
  LOCAL_API_PORT: port(3001),
  LOCAL_OBJECTS_PORT: port(3002),
  TRUSTED_PROXIES: z.coerce.number("must be a number").int("must be a number").min(0).max(10).default(0),
  METRICS_PORT: Port.optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  LOCAL_CONTROL: z.string().optional(),
  LOCAL_TIME_SCALE: z.coerce.number().min(1).max(20).default(1),
  LOCAL_CLIENT_ID: z.string().optional(),
  LOCAL_CLIENT_SECRET: z.string().optional(),
});
type Variables = z.infer<typeof Variables>;

/** Parses an environment; empty values count as unset. Throws `EnvProblems` with all problems. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const values = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(values);
  const issues = parsed.error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) ?? [];
  const problems = [...issues, ...combinationProblems(values)];
  if (!parsed.success || problems.length > 0) throw new EnvProblems(problems);
  return toEnv(parsed.data);
}

type Values = Partial<Record<keyof Variables, string | undefined>>;

function modeOf(vars: Partial<Record<keyof Variables, unknown>>): Mode {
  if (vars.HEROKU_OAUTH_ID || vars.HEROKU_OAUTH_SECRET) return "oauth";
  return vars.HEROKU_API_KEY ? "key" : "local";
}

function combinationProblems(vars: Values): string[] {
  const problems: string[] = [];
  const mode = modeOf(vars);
  if (mode === "oauth") {
    if (!vars.HEROKU_OAUTH_ID) problems.push("HEROKU_OAUTH_ID is missing beside HEROKU_OAUTH_SECRET");
    if (!vars.HEROKU_OAUTH_SECRET) problems.push("HEROKU_OAUTH_SECRET is missing beside HEROKU_OAUTH_ID");
    if (vars.HEROKU_API_KEY) problems.push("HEROKU_API_KEY and HEROKU_OAUTH_ID exclude each other: keep one");
    if (!vars.SECRET)
      problems.push("SECRET is required with Heroku: npm run setup makes one, or: openssl rand -base64 32");
  }
  if (mode === "key" && vars.HOST && !isLoopback(vars.HOST)) {
    problems.push(
      `HEROKU_API_KEY would open your account to everyone who reaches ${vars.HOST}: set HOST=127.0.0.1`,
    );
  }
  if (mode === "local" && (!vars.LOCAL_CLIENT_ID || !vars.LOCAL_CLIENT_SECRET)) {
    problems.push(
      "no upstream is set: start with npm start, which brings the local platform, or set HEROKU_OAUTH_ID and HEROKU_OAUTH_SECRET",
    );
  }
  return problems;
}

function toEnv(vars: Variables): Env {
  const mode = modeOf(vars);
  const local = `http://127.0.0.1:${vars.LOCAL_API_PORT}`;
  const herokuApiUrl = vars.HEROKU_API_URL ?? (mode === "local" ? local : "https://api.heroku.com");
  const herokuIdUrl = vars.HEROKU_ID_URL ?? (mode === "local" ? local : "https://id.heroku.com");
  return {
    mode,
    host: vars.HOST,
    port: vars.PORT,
    publicUrl: vars.PUBLIC_URL ?? `http://localhost:${vars.PORT}`,
    dataDir: resolve(/* turbopackIgnore: true */ vars.DATA_DIR),
    databaseUrl: vars.DATABASE_URL,
    secret: vars.SECRET,
    secretPrevious: vars.SECRET_PREVIOUS,
    client: clientOf(mode, vars),
    apiKey: mode === "key" ? vars.HEROKU_API_KEY : undefined,
    scope: vars.HEROKU_SCOPE,
    herokuApiUrl,
    herokuIdUrl,
    upstream: mode === "local" && !vars.HEROKU_API_URL ? "the local platform" : herokuApiUrl,
    trustedProxies: vars.TRUSTED_PROXIES,
    metrics: vars.METRICS_PORT ? { host: vars.METRICS_HOST, port: vars.METRICS_PORT } : undefined,
    upstreamHosts: new Set([...defaultHosts(mode, vars), ...vars.UPSTREAM_HOSTS]),
    // Like the fault switches of the local platform, never available with Heroku.
    timeScale: mode === "local" && vars.LOCAL_CONTROL === "1" ? vars.LOCAL_TIME_SCALE : 1,
  };
}

function clientOf(mode: Mode, vars: Variables): Env["client"] {
  const id = mode === "oauth" ? vars.HEROKU_OAUTH_ID : vars.LOCAL_CLIENT_ID;
  const clientSecret = mode === "oauth" ? vars.HEROKU_OAUTH_SECRET : vars.LOCAL_CLIENT_SECRET;
  return mode === "key" || !id || !clientSecret ? undefined : { id, secret: clientSecret };
}

function defaultHosts(mode: Mode, vars: Variables): string[] {
  if (mode !== "local") return ["*.heroku.com", "*.amazonaws.com"];
  return ["127.0.0.1", "localhost"].flatMap((host) => [
    `${host}:${vars.LOCAL_OBJECTS_PORT}`,
    `${host}:${vars.LOCAL_API_PORT}`,
  ]);
}

/** Returns true if only this machine can connect to the host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Returns the settings of the process, parsed once. Throws `EnvProblems`. Never called while building. */
export const env = perProcess("env", () => readEnv(process.env));
