import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { wait } from "@/lib/async";
import type { Context } from "@/local-platform/context";
import { createLineSplitter } from "@/local-platform/engine/dynos/line-splitter";
import type { LogBook } from "@/local-platform/engine/dynos/log-book";
import { childEnvironment, withProfiles } from "@/local-platform/engine/environment";
import { capOutput } from "@/local-platform/engine/output/cap-output";
import type { OutputStore } from "@/local-platform/engine/output/output-store";
import type { ProcessGroups } from "@/local-platform/engine/processes/process-groups";
import { unpack } from "@/local-platform/engine/tarball/unpack";
import type { ReleaseRow } from "@/local-platform/store/tables";
import { parseConfigVars, parseProcessTypes } from "./config-vars";

/** `later`: the platform is shutting down before the phase began; the next start runs it. */
type PhaseOutcome = "passed" | "failed" | "expired" | "later";
type PhaseStop = "canceled" | "expired" | "stopped";

export type Phases = {
  /** Runs the release phase. Its output stream exists once its dyno has booted. */
  run(release: ReleaseRow, slugKey: string | null): Promise<PhaseOutcome>;
  /** Ends the release phase of a release. Returns false if none is running. */
  stop(releaseId: string, reason: PhaseStop): boolean;
  stopAll(reason: PhaseStop): void;
};

type PhaseParts = {
  outputs: OutputStore;
  runPhase: PhaseRunner;
  /** Boot time of the dyno of a release phase, in ms. */
  bootMs(): number;
};

/** Tracks running release phases; each can be ended. */
export function createPhases({ outputs, runPhase, bootMs }: PhaseParts): Phases {
  const running = new Map<string, AbortController>();

  async function boot(signal: AbortSignal) {
    await wait(bootMs(), signal);
  }

  return {
    async run(release, slugKey) {
      const controller = new AbortController();
      const { signal } = controller;
      running.set(release.id, controller);
      try {
        await boot(signal);
        if (signal.reason === "stopped") return "later";
        await outputs.create(release.id, "release");
        const passed = !signal.aborted && (await runPhase(release, slugKey, signal));
        if (passed) return "passed";
        return signal.reason === "expired" ? "expired" : "failed";
      } finally {
        running.delete(release.id);
      }
    },
    stop(releaseId, reason) {
      const controller = running.get(releaseId);
      controller?.abort(reason);
      return controller !== undefined;
    },
    stopAll(reason) {
      for (const controller of running.values()) controller.abort(reason);
    },
  };
}

/** Runs a release's `release` process and writes its output to the release's stream. Returns true if it exits with 0. */
type PhaseRunner = (release: ReleaseRow, slugKey: string | null, signal: AbortSignal) => Promise<boolean>;

export function createPhaseRunner(
  { db, dataDir, workDir, limits, log }: Context,
  groups: ProcessGroups,
  outputs: OutputStore,
  logs: LogBook,
): PhaseRunner {
  async function run(
    release: ReleaseRow,
    slugKey: string,
    root: string,
    signal: AbortSignal,
  ): Promise<string | null> {
    const slug = await db
      .selectFrom("slugs")
      .selectAll()
      .where("id", "=", release.slug_id)
      .executeTakeFirst();
    const line = slug && parseProcessTypes(slug.process_types).release;
    if (!slug || !line) return "The slug has no release command any more.";
    await mkdir(join(root, "tmp"), { recursive: true });
    await unpack(join(dataDir, "blobs", slugKey), join(root, "slug"), limits, { source: false, signal });
    const home = join(root, "slug", "app");
    const dyno = "release.1";
    const lines = createLineSplitter((text) => logs.write(release.app_id, "app", dyno, text));
    const env = childEnvironment(process.env, {
      app: home,
      home,
      tmp: join(root, "tmp"),
      configVars: parseConfigVars(release.config_vars),
      platform: { DYNO: dyno, STACK: slug.stack },
    });
    const append = (data: string | Uint8Array) => outputs.append(release.id, data);
    const copy = capOutput(limits.outputBytes, append, (sentence) => append(`\n !     ${sentence}\n`));
    const group = await groups.start({
      line: await withProfiles(home, line),
      cwd: home,
      env,
      purpose: "release",
      ownerId: release.id,
      onOutput(chunk) {
        lines.write(chunk);
        return copy(chunk);
      },
    });
    const end = () => void group.stop(signal.reason === "stopped" ? 1000 : limits.killMs);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
    const { code } = await group.ended;
    lines.end();
    signal.removeEventListener("abort", end);
    if (signal.reason === "timeout") return "The release command took longer than it may and was ended.";
    if (signal.aborted) return "The platform was stopped during this release phase.";
    return code === 0 ? null : `The release command exited with status ${code ?? "unknown"}.`;
  }

  return async (release, slugKey, stop) => {
    const root = join(workDir, `release_${release.id.slice(0, 8)}`);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort("timeout"), limits.releasePhaseMs);
    try {
      const signal = AbortSignal.any([stop, late.signal]);
      const problem = slugKey ? await run(release, slugKey, root, signal) : "The slug was never uploaded.";
      if (problem)
        await outputs.append(release.id, ` !     ${problem} v${release.version} did not become current.\n`);
      return problem === null;
    } catch (error) {
      log("warn", `the release phase of ${release.id} broke`, { error: String(error) });
      const why = error instanceof Error ? error.message : String(error);
      await outputs.append(release.id, ` !     The release command could not run: ${why}\n`);
      return false;
    } finally {
      clearTimeout(timer);
      await rm(root, { recursive: true, force: true, maxRetries: 3 });
    }
  };
}
