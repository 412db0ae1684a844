import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The dashboard's OAuth client at the local platform: made once, kept readable by its owner only. */
export function localClient(dataDir) {
  const file = join(dataDir, "local-client.json");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const client = { id: randomUUID(), secret: randomBytes(32).toString("hex") };
    writeFileSync(file, JSON.stringify(client), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** What both processes are told about the client. */
export function localVariables(settings) {
  if (!settings.local) return {};
  const { id, secret } = localClient(settings.dataDir);
  return {
    LOCAL_CLIENT_ID: id,
    LOCAL_CLIENT_SECRET: secret,
    LOCAL_REDIRECT_URI: `${settings.publicUrl}/api/auth/callback/heroku`,
  };
}
