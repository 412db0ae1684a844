"use client";

import { useMemo, useSyncExternalStore } from "react";
import { OutputLog } from "@/lib/log-viewer/view/log/output-log";
import type { OutputSource } from "@/lib/log-viewer/worker/output-stream";

/** Returns the output of a build or release, followed while mounted. `since`: its creation (ISO). */
export function useOutputLog(source: OutputSource, since: string | null): OutputLog {
  const { app } = source;
  const build = "build" in source ? source.build : null;
  const release = "release" in source ? source.release : null;
  return useMemo(
    () => new OutputLog(build === null ? { app, release: release ?? "" } : { app, build }, since),
    [app, build, release, since],
  );
}

/** Subscribes to one value of a log; renders again when it changes. */
export function useOfLog<T extends string | number | boolean | object | null | undefined>(
  log: OutputLog,
  select: (log: OutputLog) => T,
): T {
  return useSyncExternalStore(
    log.subscribe,
    () => select(log),
    () => select(log),
  );
}
