// What the Procfile runs: the dashboard that was already built, for everybody, on the port it is given.
import { readFlags } from "./launch/arguments.mjs";
import { readSettings } from "./launch/settings.mjs";

readFlags("Usage: node scripts/serve.mjs     start the dashboard that was built before, on PORT");
process.env.HOST ??= "0.0.0.0";
const { nextCommand } = await import("./launch/commands.mjs");
// In this very process: signals reach the server with nothing in between.
const [, cli, ...args] = nextCommand(readSettings(), { dev: false });
process.argv.splice(1, process.argv.length, cli, ...args);
await import(cli);
