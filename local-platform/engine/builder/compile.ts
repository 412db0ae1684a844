import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { formatCounted } from "@/lib/format/format";
import type { Findings } from "@/lib/tarball/contents";
import { shownPath } from "@/lib/tarball/entry-path";
import { ignoreRules } from "@/lib/tarball/ignore-rules";
import { type Procfile, procfileProblems } from "@/lib/tarball/procfile";
import type { Context } from "@/local-platform/context";
import { childEnvironment } from "@/local-platform/engine/environment";
import type { Language } from "@/local-platform/engine/languages/language";
import { type ProcessTypes, processTypesOf, readProcfile } from "@/local-platform/engine/languages/language";
import { detectLanguage, refuseOtherLanguages } from "@/local-platform/engine/languages/languages";
import type { ProcessGroups } from "@/local-platform/engine/processes/process-groups";
import { type PackedSlug, packSlug } from "@/local-platform/engine/tarball/pack";
import { unpack } from "@/local-platform/engine/tarball/unpack";
import type { BuildRow } from "@/local-platform/store/tables";
import { BuildFailure, type BuildReport } from "./build-report";
import { fetchSource, shownUrl } from "./fetch-source";
import { formatSize } from "./format-size";
import type { Workspace } from "./workspace";

export type Compiled = { language: Language | null; processTypes: ProcessTypes; slug: PackedSlug };

export type Compilation = {
  context: Pick<Context, "limits" | "dataDir">;
  groups: ProcessGroups;
  build: BuildRow;
  workspace: Workspace;
  configVars: Record<string, string>;
  report: BuildReport;
  signal: AbortSignal;
};

/**
 * Builds a source blob into a packed slug.
 * @throws BuildFailure or TarballError, or the signal's reason
 */
export async function compile(job: Compilation): Promise<Compiled> {
  const { context, workspace, report, signal } = job;
  await fetchAndUnpack(job);
  const ignored = await applySlugignore(workspace.app);
  if (ignored > 0) await report.detail(`${formatCounted(ignored, "file")} left out by .slugignore`);
  const procfile = await readProcfile(workspace.app);
  const language = await detectLanguage(workspace.app);
  if (!language) await refuseOtherLanguages(workspace.app);
  if (!language && !procfile) throw nothingDetected();
  await report.heading(
    language ? `${language.name} app detected` : "Procfile detected, no language is needed",
  );
  const run = (line: string) => runStep(job, line);
  const defaults = (await language?.build({ folder: workspace.app, report, run })) ?? {};
  await report.heading("Discovering process types");
  const processTypes = processTypesOf(procfile, defaults);
  await describeTypes(report, procfile, defaults);
  await report.heading("Compressing...");
  const slug = await packSlug(
    workspace.root,
    join(context.dataDir, "blobs"),
    context.limits.slugBytes,
    signal,
  );
  await report.detail(`Done: ${formatSize(slug.bytes)}`);
  return { language, processTypes, slug };
}

async function fetchAndUnpack({ context, workspace, build, report, signal }: Compilation) {
  await report.heading("Fetching source");
  await report.detail(shownUrl(build.source_url));
  const fetched = await fetchSource(build.source_url, workspace.tarball, context.limits, signal);
  const expected = build.source_checksum?.replace(/^SHA256:/i, "").toLowerCase();
  if (expected && expected !== fetched.sha256) {
    throw new BuildFailure([
      "The source's checksum does not match.",
      `Expected SHA256:${expected}`,
      `Received SHA256:${fetched.sha256}`,
      "Upload the tarball again, or correct the checksum.",
    ]);
  }
  await report.detail(`${formatSize(fetched.bytes)} received${expected ? ", checksum matches" : ""}`);
  const { files, wrapper, findings } = await unpack(workspace.tarball, workspace.app, context.limits, {
    source: true,
    signal,
  });
  await report.detail(
    `${formatCounted(files, "file")} unpacked${wrapper ? `, out of the folder ${wrapper}/` : ""}`,
  );
  if (findings) await describeFindings(report, findings);
}

/** Reports findings, except those about Procfile and package.json, which are reported where the files are read. */
async function describeFindings(report: BuildReport, { warnings, leaving }: Findings) {
  const lines = warnings
    .filter(({ id }) => id !== "procfile" && id !== "package")
    .map(({ label, detail }) => `${label}${detail ? `: ${detail}` : ""}`);
  const links = leaving.map((path) => `${shownPath(path)} is a link to a place outside the app`);
  const all = [...lines, ...links.slice(0, 10)];
  if (all.length > 0) await report.warn(...all);
}

/** Runs a shell command of the build in a process group that ends with the build. */
async function runStep(job: Compilation, line: string) {
  const { groups, build, workspace, configVars, report, signal, context } = job;
  signal.throwIfAborted();
  const env = childEnvironment(process.env, {
    app: workspace.app,
    home: workspace.home,
    tmp: workspace.tmp,
    configVars,
    platform: {
      STACK: build.stack,
      SOURCE_VERSION: build.source_version ?? "",
      npm_config_cache: workspace.npmCache,
      npm_config_audit: "false",
      npm_config_fund: "false",
      npm_config_update_notifier: "false",
      YARN_CACHE_FOLDER: join(dirname(workspace.npmCache), "yarn"),
      PIP_CACHE_DIR: join(dirname(workspace.npmCache), "pip"),
      YARN_ENABLE_TELEMETRY: "0",
      // The app runs with plain node, which does not know Plug'n'Play.
      YARN_NODE_LINKER: "node-modules",
    },
  });
  const group = await groups.start({
    line,
    cwd: workspace.app,
    env,
    purpose: "build",
    ownerId: build.id,
    onOutput: report.command,
  });
  const end = () =>
    void group.stop(signal.reason === "stopped" ? 1000 : Math.min(context.limits.killMs, 3000));
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  const { code } = await group.ended;
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  if (code !== 0) throw new BuildFailure([`\`${line}\` exited with status ${code ?? "unknown"}.`], code ?? 1);
}

async function describeTypes(report: BuildReport, procfile: Procfile | null, defaults: ProcessTypes) {
  const declared = procfile?.types.map(({ name }) => name) ?? [];
  const others = Object.keys(defaults).filter((name) => !declared.includes(name));
  const shown = (names: string[]) => names.join(", ") || "(none)";
  if (procfile && others.length === 0) {
    await report.detail(`Procfile declares types -> ${shown(declared)}`);
  } else {
    await report.detail(`Procfile declares types     -> ${shown(declared)}`);
    await report.detail(`Default types for the app   -> ${shown(others)}`);
  }
  const problems = procfile ? procfileProblems(procfile) : [];
  if (problems.length > 0) await report.warn(...problems.map(({ label, detail }) => `${label}: ${detail}`));
  if (!declared.includes("web") && !others.includes("web")) {
    await report.warn("No process type is web: nothing will answer at the app's address.");
  }
}

function nothingDetected(): BuildFailure {
  return new BuildFailure([
    "No default language could be detected for this app.",
    "Add a Procfile that says what to start (web: ./my-server), a package.json for Node.js, or a requirements.txt",
    "for Python, at the root of the tarball, then build again.",
  ]);
}

/** Deletes the files that `.slugignore` names (patterns of .gitignore, at the root only). Returns their number. */
export async function applySlugignore(folder: string): Promise<number> {
  const text = await readFile(join(folder, ".slugignore"), "utf8").catch(() => null);
  if (text === null) return 0;
  // Heroku has no negated patterns.
  const lines = text.split("\n").filter((line) => !line.startsWith("!"));
  const ignored = ignoreRules([{ folder: "", text: lines.join("\n") }]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  const unwanted = files.filter(ignored);
  for (const path of unwanted) await rm(join(folder, path), { force: true });
  return unwanted.length;
}
