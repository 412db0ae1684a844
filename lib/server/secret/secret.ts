import "server-only";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/server/env";
import { perProcess } from "@/lib/server/process/per-process";

/** Returns `SECRET`, or a secret generated at the first start and stored in DATA_DIR, readable by its owner only. */
export const secret = perProcess("secret", (): string => env().secret ?? readOrCreate(env().dataDir));

function readOrCreate(dataDir: string): string {
  const file = join(/* turbopackIgnore: true */ dataDir, "secret");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    // Two processes may start at once: the first to create the file wins, the other reads it.
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
