import { join } from "node:path";
import Database from "libsql";

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
