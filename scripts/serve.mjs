// Run by the Procfile: the built dashboard, for all addresses, on the given port.
import { readFlags } from "./launch/arguments.mjs";
import { readSettings } from "./launch/settings.mjs";

readFlags("Usage: node scripts/serve.mjs     start the dashboard that was built before, on PORT");
process.env.HOST ??= "0.0.0.0";
const { nextCommand } = await import("./launch/commands.mjs");
// In this process, so that signals reach the server directly.
const [, cli, ...args] = nextCommand(readSettings(), { dev: false });
process.argv.splice(1, process.argv.length, cli, ...args);
await import(cli);
