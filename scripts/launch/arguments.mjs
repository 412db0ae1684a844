import { parseArgs } from "node:util";

/**
 * Returns the script's flags. `--help` prints the usage and exits with 0; an unknown flag or word is named, and the
 * script exits. With `allowPositionals`, positional arguments are in `words`.
 */
export function readFlags(usage, options = {}, { allowPositionals = false } = {}) {
  try {
    const help = { type: "boolean", short: "h" };
    const { values, positionals } = parseArgs({ options: { ...options, help }, allowPositionals });
    if (!values.help) return { ...values, words: positionals };
    console.log(usage);
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(1);
  }
  process.exit(0);
}
