// Loaded into the worker threads of tested modules, so that these can be TypeScript, as in Next's bundles.
import { isMainThread } from "node:worker_threads";

if (!isMainThread) {
  const { register } = await import("tsx/esm/api");
  register();
}
