import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Returns the system's Chromium, or undefined: Playwright then uses its own. CHROMIUM_PATH takes precedence. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(executable);
}

/** Returns true if Playwright's own browser is installed. */
export async function hasOwnChromium() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
