import { delimiter, dirname } from "node:path";

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

export type EnvironmentOptions = {
  home: string;
  tmp: string;
  configVars: Variables;
  /** Set by the platform, overriding config vars: PORT, DYNO, STACK. */
  platform: Variables;
};

/** Returns the environment of a build or dyno: the allowed variables, then config vars, then the platform's own. */
export function childEnvironment(
  ours: NodeJS.ProcessEnv,
  { home, tmp, configVars, platform }: EnvironmentOptions,
): Variables {
  const env: Variables = { LANG: "C.UTF-8", NODE_ENV: "production" };
  for (const name of shared) {
    const value = ours[name];
    if (value !== undefined) env[name] = value;
  }
  for (const [name, value] of Object.entries(configVars)) {
    if (!reserved.has(name)) env[name] = value;
  }
  return { ...env, ...platform, PATH: childPath(ours), HOME: home, TMPDIR: tmp };
}

/** Returns PATH with this Node first, without the folders that npm adds for scripts. */
function childPath(ours: NodeJS.ProcessEnv): string {
  const own = dirname(process.execPath);
  const rest = (ours.PATH ?? ours.Path ?? "").split(delimiter);
  const kept = rest.filter((folder) => folder !== own && !/node_modules|node-gyp-bin/.test(folder));
  return [own, ...kept].join(delimiter);
}
