import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "@/local-platform/context";
import type { BuildRow } from "@/local-platform/store/tables";

/** The folders of one build, below the system's temporary folder. */
export type Workspace = {
  root: string;
  tarball: string;
  /** The app; created by unpacking. */
  app: string;
  home: string;
  tmp: string;
  /** npm's download cache, kept between the builds of an app. */
  npmCache: string;
};

/** Creates the folders, with an `.npmrc` in the build's HOME. */
export async function makeWorkspace(
  { workDir }: Pick<Context, "workDir">,
  build: Pick<BuildRow, "id" | "app_id">,
): Promise<Workspace> {
  const root = join(workDir, `build_${build.id.slice(0, 8)}`);
  const workspace = {
    root,
    tarball: join(root, "source.tgz"),
    app: join(root, "app"),
    home: join(root, "home"),
    tmp: join(root, "tmp"),
    npmCache: join(workDir, "cache", build.app_id, "npm"),
  };
  await rm(root, { recursive: true, force: true });
  await Promise.all([workspace.home, workspace.tmp].map((folder) => mkdir(folder, { recursive: true })));
  await writeFile(join(workspace.home, ".npmrc"), await npmSettings(process.env), { mode: 0o600 });
  return workspace;
}

/** The npm settings of this machine that builds use: registries and CAs. */
const wanted =
  /^(registry|@[^:]+:registry|\/\/.+|ca|ca\[\]|cafile|cert|key|strict-ssl|proxy|https-proxy|noproxy|replace-registry-host)$/;

/**
 * The registry and CA settings of whoever started the platform, as the text of an `.npmrc` for a build: from the
 * global and the user's npmrc, then from `npm_config_*` variables, later lines winning as they do for npm.
 */
export async function npmSettings(ours: NodeJS.ProcessEnv): Promise<string> {
  const variables = new Map(
    Object.entries(ours)
      .filter(([name]) => /^npm_config_/i.test(name))
      .map(([name, value]) => [settingOf(name), value ?? ""]),
  );
  const user = variables.get("userconfig") ?? join(homedir(), ".npmrc");
  const files = [variables.get("globalconfig"), user].filter((file) => file !== undefined);
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  const lines = texts.flatMap((text) => text.split(/\r?\n/)).map((line) => line.trim());
  const fromFiles = lines.filter((line) => wanted.test(line.split("=", 1)[0]?.trim() ?? ""));
  const fromVariables = [...variables].filter(([name]) => wanted.test(name)).map((pair) => pair.join("="));
  return [...fromFiles, ...fromVariables].map((line) => `${expand(line, ours)}\n`).join("");
}

/** `npm_config_strict_ssl` is the setting `strict-ssl`; names of registries keep their case and underscores. */
function settingOf(variable: string): string {
  const name = variable.slice("npm_config_".length);
  return /^(\/\/|@)/.test(name) ? name : name.toLowerCase().replace(/(?!^)_/g, "-");
}

/** npm expands `${NAME}` from the environment, which the build does not have. */
function expand(line: string, ours: NodeJS.ProcessEnv): string {
  return line.replace(/\$\{([^}?]+)\??\}/g, (whole, name) => ours[name] ?? whole);
}
