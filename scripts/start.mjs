// npm start and npm run dev: installs, builds, starts the local platform (in local mode) and the dashboard, and
// stops both when it is stopped. Plain JavaScript on Node's own modules: it runs before anything is installed.
import { networkInterfaces } from "node:os";
import { announcement } from "./launch/announce.mjs";
import { readFlags } from "./launch/arguments.mjs";
import { buildWhenStale } from "./launch/build.mjs";
import { Children } from "./launch/children.mjs";
import { nextCommand, platformCommand } from "./launch/commands.mjs";
import { installWhenStale } from "./launch/install.mjs";
import { localVariables } from "./launch/local-client.mjs";
import { watchParent } from "./launch/parent.mjs";
import { takenPorts } from "./launch/ports.mjs";
import { fail, say } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";
import { waitHealthy } from "./launch/wait.mjs";
import { bundleWall } from "./launch/wall.mjs";

const usage = `Usage: npm start            install and build what is stale, then start (local platform and) dashboard
       npm run dev          the same without a build: sources are compiled when they are asked for

Settings come from the environment and from .env: see .env.example.`;
const { dev = false } = readFlags(usage, { dev: { type: "boolean" } });
const TOKEN_LINE = /^Token for scripts \(local platform only\): /;
/** Lines of Next that the launcher replaces with its own. */
const BANNER = /^\s*(▲|✓|·|- (Local|Network|Environments|Experiments))/;

const children = new Children();
const halt = new AbortController();
let tokenLine = null;

try {
  await main();
} catch (error) {
  if (!halt.signal.aborted) await end(1, error.message);
}

async function main() {
  const settings = readSettings();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(0));
  watchParent(() => end(0));

  const problems = await takenPorts(settings);
  if (problems.length > 0) fail(problems.join("\n"));
  await installWhenStale(children);
  await (dev ? bundleWall() : buildWhenStale(children));
  if (halt.signal.aborted) return;

  const env = localVariables(settings);
  if (settings.local) {
    say("Starting the local platform");
    children.start("The local platform", platformCommand({ dev }), { env, onLine: onPlatformLine, onExit });
    await waitHealthy("The local platform", `http://127.0.0.1:${settings.apiPort}/health`, halt);
  }
  say("Starting the dashboard");
  // Next interprets an outside NODE_ENV.
  const NODE_ENV = dev ? "development" : "production";
  children.start("The dashboard", nextCommand(settings, { dev }), {
    env: { ...env, NODE_ENV },
    onLine: onDashboardLine,
    onExit,
  });
  await waitHealthy(
    "The dashboard",
    `http://${reach(settings.host)}:${settings.port}/api/health/ready`,
    halt,
  );
  if (halt.signal.aborted) return;
  announce(settings);
}

function announce(settings) {
  say(`Slipway is ready: ${settings.publicUrl}`);
  for (const line of announcement(settings, lanAddresses())) console.log(line);
  if (tokenLine) console.log(tokenLine);
}

function onPlatformLine(line, stream) {
  if (TOKEN_LINE.test(line)) tokenLine = line;
  else if (stream === "stderr" || dev) console.log(line);
}

function onDashboardLine(text, stream) {
  // The development server prints addresses that contain authorization codes.
  const line = text.replace(/HRKU-[\w-]+/g, "[token]");
  if (stream === "stderr") console.error(line);
  else if (dev || !BANNER.test(line)) console.log(line);
}

function onExit(what) {
  void end(1, what);
}

async function end(code, problem) {
  if (halt.signal.aborted) return;
  halt.abort();
  if (problem) console.error(`\n${problem}`);
  await children.stop();
  process.exit(code);
}

function reach(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function lanAddresses() {
  return Object.values(networkInterfaces())
    .flat()
    .filter((entry) => entry && entry.family === "IPv4" && !entry.internal)
    .map((entry) => entry.address);
}
