// npm run platform: the local platform alone, for scripts that use its API.
import { existsSync } from "node:fs";
import { readFlags } from "./launch/arguments.mjs";
import { Children } from "./launch/children.mjs";
import { platformCommand } from "./launch/commands.mjs";
import { installWhenStale } from "./launch/install.mjs";
import { localVariables } from "./launch/local-client.mjs";
import { watchParent } from "./launch/parent.mjs";
import { takenPorts } from "./launch/ports.mjs";
import { fail } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";

readFlags("Usage: npm run platform     start the local platform alone; ports and DATA_DIR: see .env.example");
const children = new Children();
let ending = false;

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => end(0));
watchParent(() => end(0));
try {
  await main();
} catch (error) {
  await end(1, error.message);
}

async function main() {
  const settings = { ...readSettings(), local: true };
  const problems = await takenPorts(settings, { dashboard: false });
  if (problems.length > 0) fail(problems.join("\n"));
  await installWhenStale(children);
  if (!existsSync("local-platform/server.ts"))
    fail("local-platform/server.ts is missing: clone the repository again.");
  children.start("The local platform", platformCommand({ dev: true }), {
    env: localVariables(settings),
    onLine: (line, stream) => (stream === "stderr" ? console.error(line) : console.log(line)),
    onExit: (what) => end(1, what),
  });
}

async function end(code, problem) {
  if (ending) return;
  ending = true;
  if (problem) console.error(problem);
  await children.stop();
  process.exit(code);
}
