import { existsSync, readdirSync } from "node:fs";
import { findChromium, hasOwnChromium } from "./chromium.mjs";
import { run } from "./run.mjs";

const rootOnDebian = process.getuid?.() === 0 && existsSync("/etc/debian_version");

/** Finds a browser, or installs one after announcing it. */
export async function provideBrowser() {
  if (findChromium()) return console.log(`  browser: ${findChromium()}`);
  if (await hasOwnChromium()) return console.log("  browser: Playwright's own Chromium");
  if (rootOnDebian) {
    console.log("  browser: none found. Installing Debian's chromium with apt-get.");
    await run("apt-get", ["update", "-qq"]);
    return run("apt-get", ["install", "-y", "-qq", "chromium"]);
  }
  console.log("  browser: none found. Downloading Playwright's Chromium.");
  await run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
}

/** PostgreSQL serves the store's second engine: it is used if found, installed in CI, and else its absence is printed. */
export async function providePostgres() {
  if (findInitdb()) return console.log(`  PostgreSQL: ${findInitdb()}`);
  if (rootOnDebian && process.env.CI) {
    console.log("  PostgreSQL: none found. Installing it with apt-get.");
    await run("apt-get", ["update", "-qq"]);
    return run("apt-get", ["install", "-y", "-qq", "postgresql"]);
  }
  console.log("  PostgreSQL: no initdb found. SKIPPED: the store's contract on PostgreSQL.");
}

function findInitdb() {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base) : [];
  return [
    ...versions.map((version) => `${base}/${version}/bin/initdb`),
    "/usr/local/bin/initdb",
    "/usr/bin/initdb",
  ].find(existsSync);
}
