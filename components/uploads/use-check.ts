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
  putBack: LeftOutKind[];
  commit: string | null;
  result: { inspection: Inspection; blob: Blob } | null;
  failure: string | null;
  turn: number;
};

const unchecked: Check = {
  source: null,
  progress: null,
  leftOut: [],
  counting: [],
  putBack: [],
  commit: null,
  result: null,
  failure: null,
  turn: 0,
};

type Action = WorkerReport | { kind: "start"; source: Source } | { kind: "pack"; putBack: LeftOutKind[] };

function nextCheck(check: Check, action: Action): Check {
  if ("turn" in action && action.turn !== check.turn) return check;
  switch (action.kind) {
    case "start":
      return { ...unchecked, source: action.source, counting: restOf(action.source)?.kinds ?? [] };
    case "pack":
      return {
        ...check,
        putBack: action.putBack,
        progress: null,
        result: null,
        failure: null,
        turn: check.turn + 1,
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

/** Checks a source in a worker, which ends with the source. `putBack` includes files again and repacks the folder. */
export function useCheck(source: Source | null) {
  const [check, dispatch] = useReducer(nextCheck, unchecked);
  const worker = useRef<Worker | null>(null);
  const ask = (request: WorkerRequest) => worker.current?.postMessage(request);
  const pack = (putBack: LeftOutKind[]) => {
    dispatch({ kind: "pack", putBack });
    ask({ kind: "pack", turn: check.turn + 1, putBack });
  };
  const begin = useEffectEvent((chosen: Source) => {
    if (chosen.kind === "tarball") return ask({ kind: "tarball", file: chosen.file });
    ask({ kind: "folder", files: chosen.files });
    dispatch({ kind: "pack", putBack: [] });
    ask({ kind: "pack", turn: 1, putBack: [] });
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
    begin(source);
    return () => own.terminate();
  }, [source]);
  // The results of the previous source must not appear next to the new one's name, not even for a moment.
  return { check: check.source === source ? check : unchecked, pack };
}
