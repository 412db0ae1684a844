// npm test: everything, fast tiers first. npm run check (--fast): lint, types and unit, within a minute.
import { readFlags } from "./launch/arguments.mjs";
import { build } from "./launch/build.mjs";
import { installWhenStale } from "./launch/install.mjs";
import { seconds } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";
import { bin, children } from "./test/run.mjs";
import { provideBrowser, providePostgres } from "./test/tools.mjs";

const usage = `Usage: npm test             lint, types, unit, contract and build, product, e2e
       npm run check        lint, types, unit`;
const flags = readFlags(usage, { fast: { type: "boolean" } });

const vitest = (project) => () => bin("vitest/vitest.mjs", ["run", "--project", project]);

const contract = vitest("contract");
const biome = () => bin("@biomejs/biome/bin/biome", ["check", "."]);
const knip = () => bin("knip/bin/knip.js", []);
const types = async () => {
  await bin("next/dist/bin/next", ["typegen"]);
  await bin("typescript/bin/tsc", ["--noEmit"]);
};

/** Runs all to their ends, so that each prints its results, then throws the first error. */
async function sideBySide(acts) {
  const outcomes = await Promise.allSettled(acts.map((act) => act()));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

const fast = [
  ["install", () => installWhenStale(children)],
  ["lint and types", () => sideBySide([biome, knip, types])],
  ["unit", vitest("unit*")],
];
const slow = [
  ["contract and build", providePostgres, () => sideBySide([contract, () => build(children)])],
  ["product", vitest("product")],
  ["e2e", provideBrowser, () => bin("@playwright/test/cli.js", ["test"])],
];

readSettings();
const plan = flags.fast ? fast : [...fast, ...slow];
console.log(`Plan: ${plan.map(([name]) => name).join(" → ")}`);
const times = [];
const begun = performance.now();

for (const [index, [name, ...acts]] of plan.entries()) {
  console.log(`\n[${index + 1}/${plan.length}] ${name}`);
  const start = performance.now();
  try {
    for (const act of acts) await act();
  } catch (error) {
    console.error(`\n${name} failed after ${seconds(performance.now() - start)}: ${error.message}`);
    process.exit(1);
  }
  times.push(`${name} ${seconds(performance.now() - start)}`);
  console.log(`    ${name} passed in ${seconds(performance.now() - start)}`);
}

console.log(`\nAll passed in ${seconds(performance.now() - begun)}: ${times.join(", ")}`);
