// npm test: everything, fast tiers first. npm run check (--fast): lint, types and unit, within a minute.
import { readFlags } from "./launch/arguments.mjs";
import { build } from "./launch/build.mjs";
import { installWhenStale } from "./launch/install.mjs";
import { seconds } from "./launch/progress.mjs";
import { readSettings } from "./launch/settings.mjs";
import { bin, children } from "./test/run.mjs";
import { provideBrowser, providePostgres } from "./test/tools.mjs";

const usage = `Usage: npm test             lint, types, unit, contract, build, product, e2e
       npm run check        lint, types, unit`;
const flags = readFlags(usage, { fast: { type: "boolean" } });

const vitest = (project) => () => bin("vitest/vitest.mjs", ["run", "--project", project]);

const fast = [
  ["install", () => installWhenStale(children)],
  ["lint", () => bin("@biomejs/biome/bin/biome", ["check", "."]), () => bin("knip/bin/knip.js", [])],
  ["types", () => bin("next/dist/bin/next", ["typegen"]), () => bin("typescript/bin/tsc", ["--noEmit"])],
  ["unit", vitest("unit*")],
];
const slow = [
  ["contract", providePostgres, vitest("contract")],
  ["build", () => build(children)],
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
