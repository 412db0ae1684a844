import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./scripts/test/chromium.mjs";

const port = Number(process.env.E2E_PORT ?? 4300);
const url = `http://localhost:${port}`;
// The configuration is read by every worker: the first reading decides where the data lies.
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "slipway-e2e-"));
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: process.env.CI ? [["list"], ["html", { open: "never" }]] : [["list"]],
  use: {
    baseURL: url,
    trace: "retain-on-failure",
    launchOptions: {
      ...(findChromium() ? { executablePath: findChromium() } : {}),
      args: asRoot ? ["--no-sandbox", "--disable-dev-shm-usage"] : [],
    },
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
  webServer: {
    command: "node scripts/start.mjs",
    url: `${url}/api/health/ready`,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 6_000 },
    reuseExistingServer: false,
    stdout: "pipe",
    env: {
      PORT: String(port),
      LOCAL_API_PORT: String(port + 1),
      LOCAL_OBJECTS_PORT: String(port + 2),
      LOCAL_APPS_PORT: String(port + 3),
      LOCAL_CONTROL: "1",
      DATA_DIR: process.env.E2E_DATA_DIR,
      PUBLIC_URL: url,
      HOST: "127.0.0.1",
      HEROKU_OAUTH_ID: "",
      HEROKU_OAUTH_SECRET: "",
      HEROKU_API_KEY: "",
      DATABASE_URL: "",
    },
  },
});
