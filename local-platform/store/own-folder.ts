import { chmod, lstat, mkdir } from "node:fs/promises";

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
