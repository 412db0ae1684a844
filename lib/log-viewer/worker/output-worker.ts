import type { ToWorker } from "./messages";
import { WorkerOutput } from "./output-reader";

const output = new WorkerOutput((message) => postMessage(message));

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => output.take(data));
