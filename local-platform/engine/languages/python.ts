import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { BuildFailure, type BuildReport } from "@/local-platform/engine/builder/build-report";
import type { BuildTools, Language } from "./language";
import { hasFile } from "./package-json";

/** Packages are installed here, from the root of the app. A virtual environment could not be moved into a dyno. */
const PACKAGES = ".heroku/python";

/** Sourced by every dyno. */
const PROFILE = `export PATH="$HOME/${PACKAGES}/bin:$PATH"
export PYTHONPATH="$HOME/${PACKAGES}:$HOME\${PYTHONPATH:+:$PYTHONPATH}"
export PYTHONUNBUFFERED=true
`;

/** Python with pip, with the interpreter of this machine. */
export const python: Language = {
  name: "Python",
  buildpack: {
    name: "heroku/python",
    url: "https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku/python.tgz",
  },
  detect: (folder) => hasFile(folder, "requirements.txt"),
  async build(tools) {
    const { folder, report, run } = tools;
    await describeVersion(folder, report);
    await report.heading("Installing dependencies using pip");
    const options = `--target ${PACKAGES} --disable-pip-version-check --no-input --no-warn-script-location`;
    await run(`python3 -m pip install ${options} -r requirements.txt`);
    await mkdir(join(folder, ".profile.d"), { recursive: true });
    await writeFile(join(folder, ".profile.d", "python.sh"), PROFILE);
    await collectStatic(tools);
    return {};
  },
};

async function describeVersion(folder: string, report: BuildReport): Promise<void> {
  const version = await installedVersion();
  await report.heading(`Using Python ${version}, the one of this machine`);
  const wanted = await requestedVersion(folder);
  if (wanted === null || `${version}.`.startsWith(`${wanted}.`)) return;
  await report.warn(
    `The app asks for Python ${wanted}, but this machine has ${version}.`,
    "The build goes on; install that version to be sure of the result.",
  );
}

/** @throws BuildFailure if this machine has no Python with pip */
async function installedVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("python3", ["-m", "pip", "--version"]);
    const { stdout: version } = await promisify(execFile)("python3", ["--version"]);
    if (!stdout.startsWith("pip ")) throw new Error(stdout);
    return version.replace(/^Python\s+/, "").trim();
  } catch {
    throw new BuildFailure([
      "This is a Python app (requirements.txt), but this machine has no python3 with pip.",
      "Install Python 3 and pip (on Debian: apt install python3-pip), then build again.",
    ]);
  }
}

/** Returns the version of `.python-version` or `runtime.txt`, such as "3.12"; null if neither states one. */
async function requestedVersion(folder: string): Promise<string | null> {
  for (const name of [".python-version", "runtime.txt"]) {
    const text = await readFile(join(folder, name), "utf8").catch(() => "");
    const version = /^(?:python-)?(\d+(?:\.\d+)*)\s*$/m.exec(text)?.[1];
    if (version !== undefined) return version;
  }
  return null;
}

/** Collects the static files of a Django app, as Heroku does unless `DISABLE_COLLECTSTATIC` is set. */
async function collectStatic({ folder, report, run }: BuildTools): Promise<void> {
  if (!(await hasFile(folder, "manage.py")) || !(await hasFile(folder, `${PACKAGES}/django`))) return;
  await report.heading("$ python manage.py collectstatic --noinput");
  await run(
    `[ -n "$DISABLE_COLLECTSTATIC" ] || PYTHONPATH=${PACKAGES} python3 manage.py collectstatic --noinput`,
  );
}
