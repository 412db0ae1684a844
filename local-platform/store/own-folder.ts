import { chmod, lstat, mkdir } from "node:fs/promises";

/**
 * Makes a folder below the shared temporary one, open to nobody else. Its name can be guessed, so others may have
 * made it before: throws an Error when it is theirs, or a link, since code that we run would lie in their hands.
 */
export async function makeOwnFolder(path: string, uid = process.getuid?.()): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
    throw new Error(`${path} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`);
  }
  await chmod(path, 0o700);
}
