import type { ToWorker } from "./messages";
import { OutputReader } from "./output-reader";

const output = new OutputReader((message) => postMessage(message));

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => output.take(data));
