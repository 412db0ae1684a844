// One clock for the page and its server, at a multiple of real speed.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function quickened(times) {
  const began = Date.now();
  return {
    now: () => began + (Date.now() - began) * times,
    /** Runs in the page before its own scripts. */
    script: readFileSync(join(import.meta.dirname, "in-page.js"), "utf8")
      .replace("__TIMES__", String(times))
      .replace("__BEGAN__", String(began)),
  };
}
