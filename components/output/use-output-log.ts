"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { OutputSource } from "@/lib/client/output";
import { OutputLog } from "./output-log";

/** The output of a build or release, followed while a component uses it. `since`: when it was created (ISO). */
export function useOutputLog(source: OutputSource, since: string | null): OutputLog {
  const { app } = source;
  const build = "build" in source ? source.build : null;
  const release = "release" in source ? source.release : null;
  return useMemo(
    () => new OutputLog(build === null ? { app, release: release ?? "" } : { app, build }, since),
    [app, build, release, since],
  );
}

/** Something of a log that is the same while nothing changed; the component draws again when it differs. */
export function useOfLog<T extends string | number | boolean | object | null>(
  log: OutputLog,
  select: (log: OutputLog) => T,
): T {
  return useSyncExternalStore(
    log.subscribe,
    () => select(log),
    () => select(log),
  );
}
