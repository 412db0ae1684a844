import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { satisfies, validRange } from "semver";
import { BuildFailure, type BuildReport } from "@/local-platform/engine/builder/build-report";
import { TOOLS } from "@/local-platform/engine/environment";
import type { BuildTools, Language, ProcessTypes } from "./language";
import { hasFile, type PackageJson, readPackageJson } from "./package-json";

/** Node.js with npm, Yarn or pnpm, in the steps of Heroku's buildpack. */
export const nodejs: Language = {
  name: "Node.js",
  buildpack: {
    name: "heroku/nodejs",
    url: "https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku/nodejs.tgz",
  },
  detect: (folder) => hasFile(folder, "package.json"),
  async build(tools) {
    const manifest = await readPackageJson(tools.folder);
    const manager = await choosePackageManager(tools.folder, manifest);
    const installs = needsInstall(manifest, manager);
    await describeRuntime(tools.report, manifest);
    for (const name of manifest.dropped) {
      await tools.report.warn(`The script ${name} in package.json is not text; npm leaves it out.`);
    }
    if (manager.tool !== null) await installTool(tools, manager.name, manager.tool);
    await runScript(tools, manifest, "heroku-prebuild");
    await install(tools, installs ? manager : null);
    const script = manifest.scripts["heroku-postbuild"] ? "heroku-postbuild" : "build";
    await tools.report.heading("Build");
    if (!(await runScript(tools, manifest, script)))
      await tools.report.detail("No build script in package.json");
    if (installs) {
      await tools.report.heading("Pruning devDependencies");
      await tools.run(manager.prune);
    }
    // Without a `start` script, `npm start` runs server.js.
    const starts = manifest.scripts.start !== undefined || (await hasFile(tools.folder, "server.js"));
    const defaults: ProcessTypes = starts ? { web: "npm start" } : {};
    return defaults;
  },
};

async function describeRuntime(report: BuildReport, { engines }: PackageJson) {
  await report.heading("Runtime");
  await report.detail(`engines.node (package.json):  ${engines.node ?? "unspecified"}`);
  await report.detail(`Using Node.js ${process.versions.node}, the one that this platform runs on`);
  const wanted = engines.node;
  if (wanted === undefined || satisfies(process.version, wanted, { includePrerelease: true })) return;
  const problem = validRange(wanted) ? "asks for" : "names something that is not a version range:";
  await report.warn(
    `package.json ${problem} Node.js ${wanted}, but this platform runs ${process.versions.node}.`,
    "The build goes on; start the platform with that version to be sure of the result.",
  );
}

/** Without dependencies and a lockfile, nothing is installed and no registry is used. */
function needsInstall(manifest: PackageJson, { lockfile }: PackageManager): boolean {
  const { dependencies, devDependencies, optionalDependencies, workspaces } = manifest;
  const named = [dependencies, devDependencies, optionalDependencies].flatMap(Object.keys);
  return named.length > 0 || workspaces !== undefined || lockfile !== null;
}

/** Installs the package manager into the app, as Heroku's buildpack does: its scripts may use it when the app runs. */
async function installTool({ report, run }: BuildTools, name: string, tool: string) {
  await report.heading("Installing binaries");
  await report.detail(`Installing ${name} (${tool})`);
  await run(`npm install --prefix ${TOOLS} --no-save --no-package-lock ${tool}`);
}

/** `manager` is null if there is nothing to install. */
async function install({ folder, report, run }: BuildTools, manager: PackageManager | null) {
  await report.heading("Installing dependencies");
  if (manager === null) return report.detail("No dependencies in package.json, nothing to install");
  if (await hasFile(folder, "node_modules")) {
    await report.warn(
      "The source holds node_modules: what it was installed for may differ from this platform.",
      "Leave it out of the tarball; dependencies are installed here.",
    );
  }
  const { lockfile, install: command } = manager;
  const [verb = ""] = /^\w+ \w+/.exec(command) ?? [];
  await report.detail(`Installing node modules with ${verb} (${lockfile ?? "no lockfile"})`);
  return run(command);
}

/** Runs a script of package.json. Returns false if it does not exist. */
async function runScript(
  { report, run }: BuildTools,
  { scripts }: PackageJson,
  name: string,
): Promise<boolean> {
  if (!scripts[name]) return false;
  await report.detail(`Running ${name}`);
  await run(`npm run ${name}`);
  return true;
}

/** How the dependencies of a Node.js app are installed. */
type PackageManager = {
  name: "npm" | "Yarn" | "pnpm";
  /** npm package that contains the command, such as `pnpm@9.12.0`; null for npm itself. */
  tool: string | null;
  lockfile: string | null;
  install: string;
  prune: string;
};

const lockfiles = { "package-lock.json": "npm", "yarn.lock": "yarn", "pnpm-lock.yaml": "pnpm" } as const;
type Kind = (typeof lockfiles)[keyof typeof lockfiles];

/** Versions of pnpm by the version of the lockfile that they write. */
const pnpmByLockfile: Record<string, string> = { "5.4": "7", "6.0": "8", "9.0": "9" };

/**
 * Chooses the package manager by lockfile, or by `packageManager` without one; that field also states the version.
 * @throws BuildFailure if there are several lockfiles
 */
async function choosePackageManager(folder: string, manifest: PackageJson): Promise<PackageManager> {
  const present: (keyof typeof lockfiles)[] = [];
  for (const name of ["package-lock.json", "yarn.lock", "pnpm-lock.yaml"] as const) {
    if (await hasFile(folder, name)) present.push(name);
  }
  if (present.length > 1) throw severalLockfiles(present);
  const [lockfile = null] = present;
  const stated = /^(npm|yarn|pnpm)@([\w.-]+)/.exec(manifest.packageManager ?? "");
  const kind = lockfile === null ? kindOf(stated?.[1]) : lockfiles[lockfile];
  const version = stated?.[1] === kind ? (stated[2] ?? null) : null;
  const text = lockfile === null ? "" : await readFile(join(folder, lockfile), "utf8");
  if (kind === "yarn") return yarn(version, lockfile, text);
  return kind === "pnpm" ? pnpm(version, lockfile, text) : npm(lockfile);
}

function kindOf(name: string | undefined): Kind {
  return name === "yarn" || name === "pnpm" ? name : "npm";
}

function npm(lockfile: string | null): PackageManager {
  const install = lockfile === null ? "npm install --include=dev" : "npm ci --include=dev";
  return { name: "npm", tool: null, lockfile, install, prune: "npm prune --omit=dev" };
}

function yarn(version: string | null, lockfile: string | null, text: string): PackageManager {
  const isModern = version === null ? text.includes("__metadata:") : !version.startsWith("1.");
  if (isModern) {
    return {
      name: "Yarn",
      tool: `@yarnpkg/cli-dist@${version ?? "4"}`,
      lockfile,
      install: lockfile === null ? "yarn install" : "yarn install --immutable",
      prune: "yarn workspaces focus --all --production",
    };
  }
  const frozen = lockfile === null ? "" : " --frozen-lockfile";
  return {
    name: "Yarn",
    tool: `yarn@${version ?? "1"}`,
    lockfile,
    install: `yarn install${frozen} --ignore-engines --production=false`,
    prune: "yarn install --production --ignore-engines --ignore-scripts --prefer-offline",
  };
}

function pnpm(version: string | null, lockfile: string | null, text: string): PackageManager {
  const written = /^lockfileVersion: '?([\d.]+)'?/m.exec(text)?.[1] ?? "";
  return {
    name: "pnpm",
    tool: `pnpm@${version ?? pnpmByLockfile[written] ?? "9"}`,
    lockfile,
    install: `pnpm install${lockfile === null ? "" : " --frozen-lockfile"} --prod=false`,
    prune: "pnpm prune --prod --config.ignore-scripts=true",
  };
}

function severalLockfiles(present: string[]): BuildFailure {
  return new BuildFailure([
    `There are several lockfiles: ${present.join(", ")}.`,
    "Each package manager writes its own, and they can differ. Delete those that the app does not use,",
    "then build again.",
  ]);
}
