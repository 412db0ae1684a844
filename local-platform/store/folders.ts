import { chmod, lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import Database from "libsql";

/**
 * Creates a private folder in the shared temporary folder. Its name is predictable, so another user may have created
 * it: throws an Error if it has another owner or is a link, since that user could replace the code that runs from it.
 */
export async function makeOwnFolder(path: string, uid = process.getuid?.()): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
    throw new Error(`${path} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`);
  }
  await chmod(path, 0o700);
}

/**
 * Locks a data folder for this process until it ends (the system releases the lock with the process).
 * Two platforms on one folder would end each other's builds and dynos as orphans. Returns a function that releases
 * the lock. Throws an Error that names the folder if another process holds it.
 */
export function holdFolder(dataDir: string): () => void {
  const lock = new Database(join(dataDir, "lock.db"), { timeout: 0 });
  try {
    lock.exec("begin exclusive");
  } catch {
    lock.close();
    throw new Error(
      `Another local platform is running on ${dataDir}. Stop it, or set DATA_DIR to another folder.`,
    );
  }
  return () => lock.close();
}
