// Other viewers: xterm.js is a dependency of the tests, the two of React are installed on first use.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../processes.mjs";

const folder = join(import.meta.dirname, "../peers/log-viewers");
const OF_REACT = ["patternfly", "lazylog"];

/** Returns the names of the other viewers that can be measured here. */
export async function peersHere() {
  if (!existsSync(join(folder, "node_modules"))) {
    const flags = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"];
    await run("npm", ["install", ...flags], { cwd: folder }).catch((error) =>
      console.log(`PatternFly's viewer and LazyLog are left out, they cannot be installed: ${error.message}`),
    );
  }
  return ["xterm", ...(existsSync(join(folder, "node_modules")) ? OF_REACT : [])];
}
