import { Children } from "../launch/children.mjs";

/** All that the checks start; ended when the checks are. */
export const children = new Children();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => children.stop().then(() => process.exit(1)));
}

/** Runs a command that prints by itself. Throws when it fails. */
export function run(command, args) {
  const stdio = ["ignore", "inherit", "inherit"];
  return children.run(`${command} ${args.join(" ")}`, [command, ...args], { stdio });
}

/** Runs the command of an installed package by this very Node. */
export function bin(script, args) {
  return run(process.execPath, [`node_modules/${script}`, ...args]);
}
