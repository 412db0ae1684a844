import { join } from "node:path";
import Database from "libsql";

/**
 * Keeps a data folder to this process until it ends, however it ends (the system drops the lock with the process).
 * Two platforms on one folder would each take the other's builds and dynos for orphans. Answers how to let go;
 * throws an Error that names the folder when another process has it.
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
