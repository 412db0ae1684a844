import { access, readdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

type Variables = Record<string, string>;

/** Variables of the platform's environment that builds and dynos receive. */
const shared = [
  "LANG",
  "LC_ALL",
  "TZ",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
  "PIP_INDEX_URL",
  "PIP_CERT",
  // Windows cannot start a process without these.
  "SystemRoot",
  "ComSpec",
  "PATHEXT",
];

/** Config vars with these names would break the build or the dyno, so they are omitted, as in Heroku's buildpacks. */
const reserved = new Set([
  "PATH",
  "HOME",
  "TMPDIR",
  "GIT_DIR",
  "CPATH",
  "CPPATH",
  "LD_PRELOAD",
  "LIBRARY_PATH",
  "LD_LIBRARY_PATH",
]);

/** Folder of an app, from its root, into which builds install a package manager. */
export const TOOLS = ".heroku/tools";

export type EnvironmentOptions = {
  /** Folder of the app, whose own commands are found through PATH. */
  app: string;
  home: string;
  tmp: string;
  configVars: Variables;
  /** Set by the platform, overriding config vars: PORT, DYNO, STACK. */
  platform: Variables;
};

/** Returns the environment of a build or dyno: the allowed variables, then config vars, then the platform's own. */
export function childEnvironment(
  ours: NodeJS.ProcessEnv,
  { app, home, tmp, configVars, platform }: EnvironmentOptions,
): Variables {
  const env: Variables = {
    LANG: "C.UTF-8",
    NODE_ENV: "production",
    WEB_CONCURRENCY: "1",
    WEB_MEMORY: "512",
    MEMORY_AVAILABLE: "512",
  };
  for (const name of shared) {
    const value = ours[name];
    if (value !== undefined) env[name] = value;
  }
  for (const [name, value] of Object.entries(configVars)) {
    if (!reserved.has(name)) env[name] = value;
  }
  return { ...env, ...platform, PATH: childPath(ours, app), HOME: home, TMPDIR: tmp };
}

/** Returns PATH with this Node first and the app's commands last, without the folders that npm adds for scripts. */
function childPath(ours: NodeJS.ProcessEnv, app: string): string {
  const own = dirname(process.execPath);
  const rest = (ours.PATH ?? ours.Path ?? "").split(delimiter);
  const kept = rest.filter((folder) => folder !== own && !/node_modules|node-gyp-bin/.test(folder));
  const commands = [`${TOOLS}/node_modules/.bin`, "bin", "node_modules/.bin"].map((folder) =>
    join(app, folder),
  );
  return [own, ...kept, ...commands].join(delimiter);
}

/** Returns a command that first sources the app's `.profile.d` scripts and `.profile`, as every dyno on Heroku does. */
export async function withProfiles(app: string, command: string): Promise<string> {
  const scripts = (await readdir(join(app, ".profile.d")).catch(() => [])).filter((name) =>
    /^[\w.-]+\.sh$/.test(name),
  );
  const paths = scripts.sort().map((name) => `.profile.d/${name}`);
  const own = await access(join(app, ".profile")).then(
    () => [".profile"],
    () => [],
  );
  return [...paths, ...own].map((path) => `. ./${path}\n`).join("") + command;
}
