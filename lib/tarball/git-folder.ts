const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/**
 * Returns the commit that a git folder has checked out; null without a commit, in a worktree, or with another ref
 * format. `read` returns the text of a file by its path inside `.git`, or null if it does not exist.
 */
export async function commitOf(read: (path: string) => Promise<string | null>): Promise<string | null> {
  const head = (await read("HEAD"))?.trim() ?? "";
  if (COMMIT.test(head)) return head;
  const ref = /^ref: (refs\/[^\s]+)$/.exec(head)?.[1];
  if (!ref) return null;
  const loose = (await read(ref))?.trim();
  if (loose && COMMIT.test(loose)) return loose;
  const packed = (await read("packed-refs")) ?? "";
  for (const line of packed.split("\n")) {
    const [commit, name] = line.trim().split(" ");
    if (name === ref && commit && COMMIT.test(commit)) return commit;
  }
  return null;
}
