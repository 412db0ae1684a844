import "@/lib/schemas/without-eval";
import { messageOf } from "@/lib/errors/catalog";
import { TarballError } from "@/lib/tarball/tarball-error";
import {
  addRest,
  type CheckProgress,
  checkTarball,
  type Folder,
  packFolder,
  sortFolder,
} from "./check-source";
import { type WorkerReport, WorkerRequest } from "./worker-messages";

const REPORT_MS = 80;

let folder: Folder | null = null;
let running = Promise.resolve();
let newest = 0;

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const request = WorkerRequest.parse(data);
  const generation = request.kind === "pack" ? request.generation : newest;
  newest = generation;
  running = running
    .then(() => answer(request, generation))
    .catch((error: unknown) => post(failed(error, generation)));
});

async function answer(request: WorkerRequest, generation: number): Promise<void> {
  if (request.kind === "pack" && generation !== newest) return;
  if (request.kind === "tarball") {
    const inspection = await checkTarball(request.file, progress(generation));
    post({ kind: "checked", generation, inspection, blob: request.file });
  } else if (request.kind === "folder") {
    folder = await sortFolder(request.files);
    post({ kind: "sorted", leftOut: folder.leftOut, commit: folder.commit, rest: false });
  } else if (request.kind === "rest") {
    if (!folder) return;
    folder = addRest(folder, request.files);
    post({ kind: "sorted", leftOut: folder.leftOut, commit: folder.commit, rest: true });
  } else if (folder) {
    post({
      kind: "checked",
      generation,
      ...(await packFolder(folder, request.included, progress(generation))),
    });
  }
}

/** Reports progress at most every 80 ms. Throws if a newer packing has replaced this one. */
function progress(generation: number): (progress: CheckProgress) => void {
  let last = 0;
  return (now) => {
    if (generation !== newest) throw new DOMException("replaced", "AbortError");
    if (performance.now() - last < REPORT_MS) return;
    last = performance.now();
    post({ kind: "progress", generation, ...now });
  };
}

function failed(error: unknown, generation: number): WorkerReport {
  return error instanceof TarballError
    ? { kind: "failed", generation, id: error.id, message: error.message }
    : { kind: "failed", generation, id: "unreadable_file", message: messageOf("unreadable_file") };
}

function post(report: WorkerReport): void {
  postMessage(report);
}
