// Processes of a measurement (Linux): start, stop, and their cost including children.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const started = [];

export function start(command, args, env = {}, options = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", process.env.BENCH_VERBOSE ? "inherit" : "ignore", "inherit"],
    ...options,
  });
  started.push(child);
  return child;
}

/** Stops all processes, which frees their ports. */
export async function stopAll() {
  await Promise.all(started.splice(0).map(stop));
}

function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 15_000).unref();
  });
}

/** Runs a program to its end and returns its output. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
    let text = "";
    child.stdout.on("data", (piece) => {
      text += piece;
    });
    child.once("error", reject);
    child.once("close", (code) => (code ? reject(new Error(`${command}: ${code}`)) : resolve(text)));
  });
}

export async function untilUp(url, seconds = 60) {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(100)) {
    const up = await fetch(url).then(
      (answer) => answer.status < 500,
      () => false,
    );
    if (up) return;
  }
  throw new Error(`${url} did not come up`);
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Returns the CPU seconds used by a process and its descendants. */
export function cpuOf(pid) {
  return family(pid).reduce((sum, one) => sum + cpuOfOne(one), 0);
}

/** Returns the resident memory of a process and its descendants, in MB. */
export function rssOf(pid) {
  const kilobytes = (one) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${one}/status`))?.[1] ?? 0);
  return family(pid).reduce((sum, one) => sum + kilobytes(one), 0) / 1024;
}

function cpuOfOne(pid) {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function family(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

function read(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
