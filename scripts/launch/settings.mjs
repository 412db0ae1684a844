import { existsSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Loads .env (the environment takes precedence) and parses what the launcher needs. */
export function readSettings() {
  process.chdir(root);
  if (existsSync(".env")) process.loadEnvFile(".env");
  const value = (name, fallback) => process.env[name]?.trim() || fallback;
  const port = Number(value("PORT", "3000"));
  return {
    root,
    local: !["HEROKU_OAUTH_ID", "HEROKU_OAUTH_SECRET", "HEROKU_API_KEY"].some((name) => value(name)),
    key: Boolean(value("HEROKU_API_KEY")),
    host: value("HOST", "127.0.0.1"),
    port,
    publicUrl: value("PUBLIC_URL", `http://localhost:${port}`).replace(/\/$/, ""),
    dataDir: resolve(value("DATA_DIR", ".data")),
    apiPort: Number(value("LOCAL_API_PORT", "3001")),
    objectsPort: Number(value("LOCAL_OBJECTS_PORT", "3002")),
    metricsPort: Number(value("METRICS_PORT", "0")),
    metricsHost: value("METRICS_HOST", "127.0.0.1"),
    appsPort: Number(value("LOCAL_APPS_PORT", "3003")),
  };
}
