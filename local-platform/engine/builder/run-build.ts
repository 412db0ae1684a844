import { rm } from "node:fs/promises";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { Context } from "@/local-platform/context";
import type { Events } from "@/local-platform/engine/engine";
import type { OutputStore } from "@/local-platform/engine/output/output-store";
import type { ProcessGroups } from "@/local-platform/engine/processes/process-groups";
import { parseConfigVars } from "@/local-platform/engine/releaser/config-vars";
import type { Releaser } from "@/local-platform/engine/releaser/create-releaser";
import { recordBuild } from "@/local-platform/engine/webhooks/event-log";
import type { AppRow, BuildRow } from "@/local-platform/store/tables";
import { BuildFailure, type BuildReport, createBuildReport } from "./build-report";
import { type Compiled, compile } from "./compile";
import { makeWorkspace } from "./workspace";

export type BuildParts = {
  context: Context;
  outputs: OutputStore;
  groups: ProcessGroups;
  releaser: Releaser;
  events: Events;
};

/** Abort reason: why a build was ended from outside. */
export type StopReason = "canceled" | "superseded" | "timeout" | "stopped";

/** Builds and releases. In every case, the row leaves `pending` and the output is completed. */
export async function runBuild(
  parts: BuildParts,
  build: BuildRow,
  app: AppRow,
  signal: AbortSignal,
): Promise<void> {
  const { context, outputs } = parts;
  const report = createBuildReport((data) => outputs.append(build.id, data), context.limits.outputBytes);
  const workspace = await makeWorkspace(context, build);
  try {
    await report.heading(`Building on the ${build.stack} stack`);
    const configVars = parseConfigVars(app.config_vars);
    const compiled = await compile({ ...parts, build, workspace, configVars, report, signal });
    await launch(parts, build, compiled, report, signal);
  } catch (error) {
    await fail(parts, build, report, error, signal);
  } finally {
    await rm(workspace.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function launch(
  { context, outputs, releaser, events }: BuildParts,
  build: BuildRow,
  { language, processTypes, slug }: Compiled,
  report: BuildReport,
  signal: AbortSignal,
) {
  const time = context.now().toISOString();
  const slugId = context.newId();
  await context.db
    .insertInto("slugs")
    .values({
      id: slugId,
      app_id: build.app_id,
      key: slug.key,
      checksum: `SHA256:${slug.sha256}`,
      size: slug.bytes,
      commit: build.source_version,
      commit_description: build.source_version_description,
      buildpack_provided_description: language?.name ?? null,
      process_types: JSON.stringify(processTypes),
      stack: build.stack,
      created_at: time,
      updated_at: time,
    })
    .execute();
  await report.heading("Launching...");
  signal.throwIfAborted();
  const buildpacks = language ? JSON.stringify([language.buildpack]) : build.buildpacks;
  const release = await releaser.create(
    {
      appId: build.app_id,
      userId: build.user_id,
      slugId,
      description: `Deploy ${deployLabel(build.source_version, slugId)}`,
    },
    async (trx, { id }) => {
      const links = { slug_id: slugId, release_id: id, buildpacks };
      await trx.updateTable("builds").set(links).where("id", "=", build.id).execute();
    },
  );
  await report.detail(`Released v${release.version}`);
  if (release.phase) await report.detail("Release command started: its output is on the release's page");
  else await report.detail(`${await webUrl(context, build.app_id)} deployed`);
  await report.heading("Build succeeded!");
  await finish({ context, outputs, events }, build.id, "succeeded", 0);
}

/** Returns the app's URL; the app may have been renamed during the build. */
async function webUrl({ db, origins }: Context, appId: string): Promise<string> {
  const app = await db.selectFrom("apps").select("name").where("id", "=", appId).executeTakeFirstOrThrow();
  return `${origins().apps.replace("*", app.name)}/`;
}

/** Returns Heroku's label for a deploy: the short commit, else the version label, else the slug id. */
export function deployLabel(version: string | null, slugId: string): string {
  if (!version) return slugId.slice(0, 8);
  return /^[0-9a-f]{7,64}$/i.test(version) ? version.slice(0, 8) : version;
}

async function fail(
  parts: BuildParts,
  build: BuildRow,
  report: BuildReport,
  error: unknown,
  signal: AbortSignal,
) {
  const lines = signal.aborted ? stopLines(signal.reason) : failureLines(error);
  if (!signal.aborted && !(error instanceof BuildFailure) && !(error instanceof TarballError)) {
    parts.context.log("error", `build ${build.id} broke`, { error: String(error) });
  }
  await report.warn(...lines);
  await report.heading(signal.reason === "canceled" ? "Build canceled" : "Build failed");
  const exitCode = error instanceof BuildFailure ? error.exitCode : 1;
  await finish(
    parts,
    build.id,
    "failed",
    exitCode,
    signal.reason === "canceled" || signal.reason === "superseded",
  );
}

function failureLines(error: unknown): string[] {
  if (error instanceof BuildFailure) return error.lines;
  if (error instanceof TarballError) return [error.detail, error.next];
  const why = error instanceof Error ? error.message : String(error);
  return [`The platform could not go on with this build: ${why}`, "Build again."];
}

/** Returns the output lines for a build that was ended from outside. */
export function stopLines(reason: StopReason): string[] {
  const lines: Record<StopReason, string[]> = {
    canceled: ["The build was canceled."],
    superseded: ["The build of the sample was left out, because another build of this app was asked for."],
    timeout: ["The build took longer than it may and was ended.", "Make it shorter, then build again."],
    stopped: ["The platform was stopped during this build.", "Build again."],
  };
  return lines[reason];
}

/** Completes the output and sets the final status in one transaction. */
export async function finish(
  { context, outputs, events }: Pick<BuildParts, "context" | "outputs" | "events">,
  buildId: string,
  status: "succeeded" | "failed",
  exitCode: number,
  canceled = false,
): Promise<void> {
  await outputs.finish(buildId, async (trx) => {
    const build = await trx
      .updateTable("builds")
      .set({
        status,
        exit_code: exitCode,
        canceled: canceled ? 1 : 0,
        updated_at: context.now().toISOString(),
      })
      .where("id", "=", buildId)
      .returning(["app_id", "user_id"])
      .executeTakeFirst();
    if (build) await recordBuild(events, trx, "update", { id: buildId, ...build });
  });
}
