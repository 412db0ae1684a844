import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BuildFailure } from "@/local-platform/engine/builder/build-report";
import { hasFile, type PackageJson } from "@/local-platform/engine/languages/package-json";

/** How the dependencies of a Node.js app are installed. */
export type PackageManager = {
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
export async function choosePackageManager(folder: string, manifest: PackageJson): Promise<PackageManager> {
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
