import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/test/chromium.mjs";

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // Each worker starts a product of its own: see test/harness/browser/journey.ts.
  fullyParallel: true,
  workers: 3,
  globalSetup: "./test/harness/browser/build-once.ts",
  retries: 0,
  forbidOnly: true,
  reporter: process.env.CI ? [["list"], ["html", { open: "never" }]] : [["list"]],
  use: {
    // Without its screenshots: they cost a quarter of the time.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...(findChromium() ? { executablePath: findChromium() } : {}),
      args: asRoot ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
    },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
});
