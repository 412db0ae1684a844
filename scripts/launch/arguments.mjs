import { parseArgs } from "node:util";

/**
 * The flags that a script was given. `--help` prints the usage and ends well; a flag or word that it does not
 * know is named, and nothing is started.
 */
export function readFlags(usage, options = {}) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: "boolean", short: "h" } } });
    if (!values.help) return values;
    console.log(usage);
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(1);
  }
  process.exit(0);
}
