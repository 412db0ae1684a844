// npm run fuzz: runs the property tests with new cases, round after round, for the requested time.
import { randomInt } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFlags } from "./launch/arguments.mjs";
import { installWhenStale } from "./launch/install.mjs";
import { fail, seconds } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";
import { children } from "./test/run.mjs";

const usage = `Usage: npm run fuzz -- [--minutes 10] [--seed N] [pattern …]

Runs the property tests whose path contains a pattern (all without one) with random seeds until the time is over.
Prints each property that failed once, with its counterexample. Add the counterexample to the test as an example.
--seed repeats one round: the same files with the same cases.`;
const options = { minutes: { type: "string", default: "10" }, seed: { type: "string" } };
const flags = readFlags(usage, options, { allowPositionals: true });
const minutes = Number(flags.minutes);
if (!(minutes > 0)) fail(`--minutes ${flags.minutes}: not a time.\n\n${usage}`);

readSettings();
const files = propertyTests().filter(
  (file) => flags.words.length === 0 || flags.words.some((word) => file.includes(word)),
);
if (files.length === 0) fail(`No property test has ${flags.words.join(" or ")} in its path.`);
await installWhenStale(children);
console.log(`${files.length} files with property tests, for ${minutes} min`);

const folder = mkdtempSync(join(tmpdir(), "slipway-fuzz-"));
const begun = performance.now();
const failed = new Set();
let rounds = 0;
do {
  const seed = flags.seed ?? String(randomInt(2 ** 31));
  rounds += 1;
  const start = performance.now();
  const failures = await round(seed);
  console.log(
    `round ${rounds}, seed ${seed}: ${seconds(performance.now() - start)}, ${failures.length} failed`,
  );
  for (const { file, title, message } of failures) {
    if (failed.has(`${file} ${title}`)) continue;
    failed.add(`${file} ${title}`);
    console.error(`\n${file}: ${title}\n${message}\nAgain: npm run fuzz -- --seed ${seed} ${file}\n`);
  }
} while (flags.seed === undefined && performance.now() - begun < minutes * 60_000);
rmSync(folder, { recursive: true });

console.log(`\n${rounds} rounds in ${seconds(performance.now() - begun)}: ${failed.size} properties failed`);
process.exit(failed.size === 0 ? 0 : 1);

/** Runs all files once; returns the failed tests with fast-check's seed, path and counterexample. */
async function round(seed) {
  const report = join(folder, "report.json");
  const args = ["run", "--project", "unit*", "--reporter=json", `--outputFile=${report}`, ...files];
  const env = { ...process.env, FUZZ_SEED: seed };
  const outcome = await children
    .run("vitest", [process.execPath, "node_modules/vitest/vitest.mjs", ...args], { env })
    .catch((error) => error);
  const { testResults, success } = JSON.parse(readFileSync(report, "utf8"));
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    const file = name.slice(process.cwd().length + 1);
    const tests = assertionResults.filter(({ status }) => status === "failed");
    if (tests.length === 0 && message) return [{ file, title: "was not run", message }];
    return tests.map((test) => ({ file, title: test.fullName, message: test.failureMessages.join("\n") }));
  });
  if (!success && failures.length === 0) throw outcome;
  return failures;
}

/** Returns the unit tests that import fast-check. */
function propertyTests() {
  const roots = ["app", "components", "lib", "local-platform", "scripts", "test", "wall"];
  return roots
    .flatMap((root) => readdirSync(root, { recursive: true }).map((name) => join(root, name)))
    .filter(
      (file) => /\.test\.tsx?$/.test(file) && !/\.slow\.test\.ts$|^test\/(contract|product)\//.test(file),
    )
    .filter((file) => readFileSync(file, "utf8").includes('from "fast-check"'));
}
