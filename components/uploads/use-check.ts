import { useEffect, useEffectEvent, useReducer, useRef } from "react";
import type { Inspection } from "@/lib/tarball/inspect";
import type { LeftOutGroup, LeftOutKind } from "@/lib/tarball/left-out";
import type { CheckProgress } from "./check-source";
import type { FolderFile, FolderRest, Source } from "./source";
import { WorkerReport, type WorkerRequest } from "./worker-messages";

/** The worker's results so far. `result` is set only if it matches the files currently included. */
export type Check = {
  source: Source | null;
  progress: CheckProgress | null;
  leftOut: LeftOutGroup[];
  /** The kinds that are still being counted. */
  counting: LeftOutKind[];
  included: LeftOutKind[];
  commit: string | null;
  result: { inspection: Inspection; blob: Blob } | null;
  failure: string | null;
  generation: number;
};

const unchecked: Check = {
  source: null,
  progress: null,
  leftOut: [],
  counting: [],
  included: [],
  commit: null,
  result: null,
  failure: null,
  generation: 0,
};

type Action = WorkerReport | { kind: "start"; source: Source } | { kind: "pack"; included: LeftOutKind[] };

function nextCheck(check: Check, action: Action): Check {
  if ("generation" in action && action.generation !== check.generation) return check;
  switch (action.kind) {
    case "start":
      return { ...unchecked, source: action.source, counting: restOf(action.source)?.kinds ?? [] };
    case "pack":
      return {
        ...check,
        included: action.included,
        progress: null,
        result: null,
        failure: null,
        generation: check.generation + 1,
      };
    case "progress":
      return { ...check, progress: action };
    case "sorted":
      return {
        ...check,
        leftOut: action.leftOut,
        commit: action.commit,
        counting: action.rest ? [] : check.counting,
      };
    case "checked":
      return { ...check, result: action };
    case "failed":
      return { ...check, failure: action.message };
  }
}

/** Files that cannot be read are left out as well. */
function readRest(worker: Worker, rest: FolderRest | null): void {
  const add = (files: FolderFile[]) => worker.postMessage({ kind: "rest", files } satisfies WorkerRequest);
  rest?.read().then(add, () => add([]));
}

const restOf = (source: Source) => (source.kind === "folder" ? source.rest : null);

/** Checks a source in a worker, which is terminated with it. `pack` repacks the folder with more kinds included. */
export function useCheck(source: Source | null) {
  const [check, dispatch] = useReducer(nextCheck, unchecked);
  const worker = useRef<Worker | null>(null);
  const request = (message: WorkerRequest) => worker.current?.postMessage(message);
  const pack = (included: LeftOutKind[]) => {
    dispatch({ kind: "pack", included });
    request({ kind: "pack", generation: check.generation + 1, included });
  };
  const start = useEffectEvent((chosen: Source) => {
    if (chosen.kind === "tarball") return request({ kind: "tarball", file: chosen.file });
    request({ kind: "folder", files: chosen.files });
    dispatch({ kind: "pack", included: [] });
    request({ kind: "pack", generation: 1, included: [] });
  });
  useEffect(() => {
    if (!source) return;
    const own = new Worker(new URL("./tarball-worker.ts", import.meta.url), { type: "module" });
    worker.current = own;
    let rest = restOf(source);
    own.onmessage = ({ data }: MessageEvent<unknown>) => {
      const report = WorkerReport.parse(data);
      dispatch(report);
      if (report.kind !== "checked" && report.kind !== "failed") return;
      // Deferred, because reading tens of thousands of files would delay the check.
      readRest(own, rest);
      rest = null;
    };
    dispatch({ kind: "start", source });
    start(source);
    return () => own.terminate();
  }, [source]);
  // The results of the previous source must not appear next to the name of the new one.
  return { check: check.source === source ? check : unchecked, pack };
}
