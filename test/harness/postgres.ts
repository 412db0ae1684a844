import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";

export type Postgres = { url: string; stop: () => Promise<void> };

/** Starts a PostgreSQL server in a temporary folder. Returns null, and prints so, where `initdb` is absent. */
export async function startPostgres(): Promise<Postgres | null> {
  const bin = findBin();
  if (!bin) {
    process.stdout.write("PostgreSQL is absent (no initdb): the store's contract on it is skipped.\n");
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), "slipway-pg-"));
  // initdb refuses root: it runs as a user that every system has.
  const user = process.getuid?.() === 0 ? ids() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "slipway", "-A", "trust", "-N"], {
    ...user,
    cwd: folder,
  });
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-k", folder, "-F"],
    { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await new Promise<void>((resolve, reject) => {
    server.stderr.on("data", (chunk) => String(chunk).includes("ready to accept connections") && resolve());
    server.once("exit", (code) => reject(new Error(`postgres ended with ${code}`)));
  });
  return {
    url: `postgres://slipway@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBin(): string | undefined {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base) : [];
  return [...versions.map((version) => join(base, version, "bin")), "/usr/local/bin", "/usr/bin"].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
}

function ids(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
