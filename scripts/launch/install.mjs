import { existsSync, readFileSync } from "node:fs";
import { say } from "./progress.mjs";

const INSTALLED = "node_modules/.package-lock.json";

/** Runs `npm ci` if node_modules is missing or has other versions than the lockfile. */
export async function installWhenStale(children) {
  const reason = staleReason();
  if (!reason) return;
  say(`Installing the dependencies: ${reason}`);
  // NODE_ENV=production would omit build dependencies.
  const { NODE_ENV: _, ...env } = process.env;
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : ["npm", []];
  await children.run("npm ci", [command, ...before, "ci", "--include=dev", "--no-audit", "--no-fund"], {
    stdio: ["ignore", "inherit", "inherit"],
    env,
    shell: !npm && process.platform === "win32",
  });
  say("Installed");
}

/** Compares versions rather than times: a checkout or copy gives every file a new time. */
function staleReason() {
  if (!existsSync(INSTALLED)) return "node_modules is missing";
  const installed = JSON.parse(readFileSync(INSTALLED, "utf8")).packages;
  const wanted = Object.entries(JSON.parse(readFileSync("package-lock.json", "utf8")).packages);
  const other = wanted.find(
    ([path, entry]) => path !== "" && !entry.optional && installed[path]?.version !== entry.version,
  );
  return other
    ? `the lockfile asks for ${other[0].replace(/^node_modules\//, "")} ${other[1].version}`
    : null;
}
