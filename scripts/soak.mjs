// npm run soak: the long tests at full length. npm test runs each of them with a smaller count.
import { readFlags } from "./launch/arguments.mjs";
import { installWhenStale } from "./launch/install.mjs";
import { seconds } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";
import { bin, children } from "./test/run.mjs";

/** The long tests, by name: the vitest project and the test file. Their counts come from test/harness/count.ts. */
const parts = {
  "promotion-race": ["contract", "test/contract/promotions/race.test.ts"],
};

const usage = `Usage: npm run soak -- [part …]

Runs these tests with their full counts (all without a part): ${Object.keys(parts).join(", ")}`;
const { words } = readFlags(usage, {}, { allowPositionals: true });
const unknown = words.filter((word) => !(word in parts));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(", ")}\n\n${usage}`);
  process.exit(1);
}

readSettings();
process.env.SOAK = "1";
await installWhenStale(children);
for (const name of words.length > 0 ? words : Object.keys(parts)) {
  const [project, file] = parts[name];
  const start = performance.now();
  console.log(`\n${name}`);
  try {
    await bin("vitest/vitest.mjs", ["run", "--project", project, file]);
  } catch {
    console.error(`${name} failed after ${seconds(performance.now() - start)}`);
    process.exit(1);
  }
  console.log(`${name} passed in ${seconds(performance.now() - start)}`);
}
