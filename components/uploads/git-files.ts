import type { FolderFile } from "./source";

/**
 * Returns the few files of a git folder that determine its commit and its own ignore rules. `get` takes paths inside
 * `.git`.
 */
export async function gitFilesOf(get: (path: string) => Promise<FolderFile | null>): Promise<FolderFile[]> {
  const head = await get("HEAD");
  if (!head) return [];
  const text = await head.file.text().catch(() => "");
  const ref = /^ref: (refs\/\S+)$/.exec(text.trim())?.[1];
  const found = await Promise.all([...(ref ? [ref] : []), "packed-refs", "info/exclude"].map(get));
  return [head, ...found.flatMap((file) => file ?? [])];
}
