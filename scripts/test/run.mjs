import { Children } from "../launch/children.mjs";

/** The processes started by the checks; ended with them. */
export const children = new Children();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => children.stop().then(() => process.exit(1)));
}

/** Runs a command that prints its own output. Throws if it fails. */
export function run(command, args) {
  const stdio = ["ignore", "inherit", "inherit"];
  return children.run(`${command} ${args.join(" ")}`, [command, ...args], { stdio });
}

/** Runs the command of an installed package with this Node. */
export function bin(script, args) {
  return run(process.execPath, [`node_modules/${script}`, ...args]);
}
