import { satisfies, validRange } from "semver";
import type { BuildReport } from "@/local-platform/engine/builder/build-report";
import { TOOLS } from "@/local-platform/engine/environment";
import type { BuildTools, Language } from "@/local-platform/engine/languages/language";
import { hasFile, type PackageJson, readPackageJson } from "@/local-platform/engine/languages/package-json";
import { choosePackageManager, type PackageManager } from "@/local-platform/engine/languages/package-manager";
import type { ProcessTypes } from "@/local-platform/engine/procfile";

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
