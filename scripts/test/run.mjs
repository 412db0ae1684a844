import { spawnSync } from "node:child_process";

/** Runs a command in the foreground. Throws when it fails. */
export function run(command, args, env = {}) {
  const done = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} failed (${done.signal ?? `code ${done.status}`})`);
  }
}

/** Runs the command of an installed package by this very Node. */
export function bin(script, args) {
  run(process.execPath, [`node_modules/${script}`, ...args]);
}
