import type { ToWorker } from "./worker-messages";
import { WorkerOutput } from "./worker-output";

const output = new WorkerOutput((message) => postMessage(message));

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => output.take(data));
