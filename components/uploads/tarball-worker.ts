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
  const turn = request.kind === "pack" ? request.turn : newest;
  newest = turn;
  running = running.then(() => answer(request, turn)).catch((error: unknown) => tell(failed(error, turn)));
});

async function answer(request: WorkerRequest, turn: number): Promise<void> {
  if (request.kind === "pack" && turn !== newest) return;
  if (request.kind === "tarball") {
    const inspection = await checkTarball(request.file, progress(turn));
    tell({ kind: "checked", turn, inspection, blob: request.file });
  } else if (request.kind === "folder") {
    folder = await sortFolder(request.files);
    tell({ kind: "sorted", leftOut: folder.leftOut, commit: folder.commit, rest: false });
  } else if (request.kind === "rest") {
    if (!folder) return;
    folder = addRest(folder, request.files);
    tell({ kind: "sorted", leftOut: folder.leftOut, commit: folder.commit, rest: true });
  } else if (folder) {
    tell({ kind: "checked", turn, ...(await packFolder(folder, request.putBack, progress(turn))) });
  }
}

/** Reports progress at most every 80 ms. Throws if a newer packing has replaced this one. */
function progress(turn: number): (progress: CheckProgress) => void {
  let last = 0;
  return (now) => {
    if (turn !== newest) throw new DOMException("replaced", "AbortError");
    if (performance.now() - last < REPORT_MS) return;
    last = performance.now();
    tell({ kind: "progress", turn, ...now });
  };
}

function failed(error: unknown, turn: number): WorkerReport {
  return error instanceof TarballError
    ? { kind: "failed", turn, id: error.id, message: error.message }
    : { kind: "failed", turn, id: "unreadable_file", message: messageOf("unreadable_file") };
}

function tell(report: WorkerReport): void {
  postMessage(report);
}
