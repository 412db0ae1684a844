// Loaded into worker threads, so that they can run the server's TypeScript modules as Next's bundles do.
import { isMainThread } from "node:worker_threads";
import { register } from "tsx/esm/api";

if (!isMainThread) register();
