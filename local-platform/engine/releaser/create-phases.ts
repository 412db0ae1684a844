import { wait } from "@/lib/async";
import type { OutputStore } from "@/local-platform/engine/output/output-store";
import type { PhaseRunner } from "@/local-platform/engine/releaser/run-release-phase";
import type { ReleaseRow } from "@/local-platform/store/tables";

/** `later`: the platform is shutting down before the phase began; the next start runs it. */
export type PhaseOutcome = "passed" | "failed" | "expired" | "later";
export type PhaseStop = "canceled" | "expired" | "stopped";

export type Phases = {
  /** Runs the release phase. Its output stream exists once its dyno has booted. */
  run(release: ReleaseRow, slugKey: string | null): Promise<PhaseOutcome>;
  /** Ends the release phase of a release. Returns false if none is running. */
  stop(releaseId: string, reason: PhaseStop): boolean;
  stopAll(reason: PhaseStop): void;
};

export type PhaseParts = {
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
