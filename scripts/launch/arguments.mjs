import { parseArgs } from "node:util";

/**
 * The flags that a script was given. `--help` prints the usage and ends well; a flag or word that it does not
 * know is named, and nothing is started. A script that takes words (`allowPositionals`) finds them in `words`.
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
