import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/local-platform/context";
import { hashOf, issueToken, newToken } from "@/local-platform/identity/tokens";

export const ada = {
  id: "0a5c1b6e-6f0e-4c1b-9a34-ada000000001",
  email: "ada@example.com",
  name: "Ada Alvarez",
};
export const ben = {
  id: "0a5c1b6e-6f0e-4c1b-9a34-be0000000002",
  email: "ben@example.com",
  name: "Ben Bakker",
};

/** The two users. Ada is first: the consent page preselects her. */
export async function seedPeople(context: Context): Promise<void> {
  const now = context.now();
  const people = [ada, ben].map((person, index) => {
    const at = new Date(now.getTime() + index).toISOString();
    return { ...person, created_at: at, updated_at: at };
  });
  await context.db
    .insertInto("accounts")
    .values(people)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Ada's token for scripts: scope global, never expires, the same at every start (kept in DATA_DIR, mode 0600). */
export async function scriptToken(context: Context): Promise<string> {
  const token = await keptSecret(join(context.dataDir, "script-token"), newToken);
  const known = await context.db
    .selectFrom("tokens")
    .select("hash")
    .where("hash", "=", hashOf(token))
    .executeTakeFirst();
  if (!known) {
    await issueToken(
      context,
      {
        kind: "access",
        account_id: ada.id,
        client_id: null,
        scope: "global",
        authorization_id: context.newId(),
        forMs: null,
      },
      token,
    );
  }
  return token;
}

/** Reads a secret from a file, or creates it with mode 0600. */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  try {
    await writeFile(path, make(), { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return (await readFile(path, "utf8")).trim();
}
