import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Returns the dashboard's OAuth client at the local platform; created once, with mode 0600. */
export function localClient(dataDir) {
  const file = join(dataDir, "local-client.json");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const client = { id: randomUUID(), secret: randomBytes(32).toString("hex") };
    writeFileSync(file, JSON.stringify(client), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Returns the client's variables for both processes. */
export function localVariables(settings) {
  if (!settings.local) return {};
  const { id, secret } = localClient(settings.dataDir);
  return {
    LOCAL_CLIENT_ID: id,
    LOCAL_CLIENT_SECRET: secret,
    LOCAL_REDIRECT_URI: `${settings.publicUrl}/api/auth/callback/heroku`,
  };
}
