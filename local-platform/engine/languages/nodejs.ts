import { satisfies, validRange } from "semver";
import type { BuildReport } from "@/local-platform/engine/builder/build-report";
import type { BuildTools, Language } from "@/local-platform/engine/languages/language";
import { hasFile, type PackageJson, readPackageJson } from "@/local-platform/engine/languages/package-json";
import type { ProcessTypes } from "@/local-platform/engine/procfile";

/** Node.js with npm, in the steps of Heroku's buildpack. */
export const nodejs: Language = {
  name: "Node.js",
  buildpack: {
    name: "heroku/nodejs",
    url: "https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku/nodejs.tgz",
  },
  detect: (folder) => hasFile(folder, "package.json"),
  async build(tools) {
    const manifest = await readPackageJson(tools.folder);
    const installs = await needsInstall(tools.folder, manifest);
    await describeRuntime(tools.report, manifest);
    for (const name of manifest.dropped) {
      await tools.report.warn(`The script ${name} in package.json is not text; npm leaves it out.`);
    }
    await runScript(tools, manifest, "heroku-prebuild");
    await install(tools, installs);
    const script = manifest.scripts["heroku-postbuild"] ? "heroku-postbuild" : "build";
    await tools.report.heading("Build");
    if (!(await runScript(tools, manifest, script)))
      await tools.report.detail("No build script in package.json");
    if (installs) {
      await tools.report.heading("Pruning devDependencies");
      await tools.run("npm prune --omit=dev");
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
async function needsInstall(folder: string, manifest: PackageJson): Promise<boolean> {
  const { dependencies, devDependencies, optionalDependencies, workspaces } = manifest;
  const named = [dependencies, devDependencies, optionalDependencies].flatMap(Object.keys);
  return named.length > 0 || workspaces !== undefined || (await hasFile(folder, "package-lock.json"));
}

async function install({ folder, report, run }: BuildTools, needed: boolean) {
  await report.heading("Installing dependencies");
  if (!needed) return report.detail("No dependencies in package.json, nothing to install");
  if (await hasFile(folder, "node_modules")) {
    await report.warn(
      "The source holds node_modules: what it was installed for may differ from this platform.",
      "Leave it out of the tarball; dependencies are installed here.",
    );
  }
  for (const other of ["yarn.lock", "pnpm-lock.yaml"]) {
    if (await hasFile(folder, other))
      await report.warn(`${other} is not read: this platform installs with npm.`);
  }
  if (await hasFile(folder, "package-lock.json")) {
    await report.detail("Installing node modules with npm ci (package-lock.json)");
    return run("npm ci --include=dev");
  }
  await report.detail("Installing node modules with npm install (no package-lock.json)");
  return run("npm install --include=dev");
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
